// Holds a GLB against glTF 2.0 with the validator of the Khronos group: node check.mjs FILE.glb. Exit 1 when there is an error.
import {readFileSync} from 'node:fs';
import validator from 'gltf-validator';

const report = await validator.validateBytes(new Uint8Array(readFileSync(process.argv[2])), {maxIssues: 20});
const {numErrors, numWarnings, numInfos, messages} = report.issues;
console.log(`${process.argv[2]}: ${numErrors} errors, ${numWarnings} warnings, ${numInfos} infos`);
for (const m of messages.filter((m) => m.severity < 2)) console.log(`  ${m.code} ${m.pointer}: ${m.message}`);
process.exit(numErrors > 0 ? 1 : 0);
