// The exported field in three.js, in headless Chromium on the software driver that Retort draws with here, beside Retort's own picture of the
// same camera: node three.mjs RETORT PLANT FOLDER. Writes FOLDER/retort.png and FOLDER/three.png, prints how alike the two are and what a
// picture takes in each. Exit 1 when they are not alike.
// Needs `npm ci` here and Debian's chromium.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {dirname, extname, join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';
import puppeteer from 'puppeteer-core';

const [retort, plant, folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node three.mjs RETORT PLANT FOLDER');
const here = dirname(fileURLToPath(import.meta.url));
const width = 1280, height = 720, frames = 15;
mkdirSync(folder, {recursive: true});

// Retort's own: the tier and the whole resolution that are asked for, as three.js draws it.
const env = {...process.env, RETORT_TIER: 'low'};
execFileSync(retort, ['describe', plant, '--gltf', join(folder, 'field.glb')], {env});
execFileSync(retort, ['shot', plant, '--at', '1s', '--size', `${width}x${height}`, '-o', join(folder, 'retort.png')], {env});
const measured = () => JSON.parse(execFileSync(retort, ['bench', 'frames', plant, '--json'], {env})).benches.find((r) => r.picture !== undefined).frame_ms;
const before = measured();

const types = {'.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.glb': 'model/gltf-binary', '.png': 'image/png'};
const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(request.url.split('?')[0]));
  const file = path === '/' ? join(here, 'three.html') : path.startsWith('/out/') ? join(folder, path.slice(5)) : join(here, 'node_modules', path);
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, {'content-type': types[extname(file)] ?? 'application/octet-stream'}).end(readFileSync(file));
}).listen(0, '127.0.0.1');
await new Promise((ready) => server.once('listening', ready));

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  protocolTimeout: 600000,
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=gl-egl', '--ignore-gpu-blocklist', `--window-size=${width},${height}`],   // Mesa's llvmpipe, which lavapipe is too
});
try {
  const page = await browser.newPage();
  await page.setViewport({width, height});
  page.on('pageerror', (e) => console.error(String(e)));
  page.on('console', (m) => m.type() === 'error' && console.error(m.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/`, {waitUntil: 'domcontentloaded', timeout: 120000});
  await page.waitForFunction('window.measured !== undefined', {timeout: 300000});
  const theirs = await page.evaluate(`window.measure(${frames})`);
  writeFileSync(join(folder, 'three.png'), Buffer.from((await page.evaluate('window.picture()')).split(',')[1], 'base64'));
  const alike = await page.evaluate('window.alike("/out/retort.png")');
  const own = (before + measured()) / 2;   // before and after: other work on the machine meets both programs
  console.log(`${plant}, overview, ${width}x${height}, shadows kept, ${theirs.device}`);
  console.log(`  three.js ${theirs.version}: ${theirs.ms.toFixed(0)} ms a picture (median of ${frames}), ${theirs.draws} draws, ${theirs.triangles} triangles`);
  console.log(`  Retort, low tier, whole resolution: ${own.toFixed(0)} ms; three.js takes ${(theirs.ms / own).toFixed(2)} times as long`);
  console.log(`  ${(100 * alike).toFixed(1)} % of the outlines in three.js are in Retort's picture`);
  process.exitCode = alike > 0.8 ? 0 : 1;
} finally {
  await browser.close();
  server.close();
}
