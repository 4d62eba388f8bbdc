#pragma once

/// The look of the debrief. Text stands at 4.5:1 or better against its ground, marks at 3:1.
namespace retort {

constexpr const char* kReportStyle = R"css(
:root { --ink: #1a2027; --soft: #4b5560; --line: #c3cad1; --pale: #eef1f4; --blue: #0f4c81; --model: #8a3d00; --good: #1d6b3a; --bad: #a31621; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink); font: 15px/1.5 Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 28px 32px 48px; }
h1 { font-size: 27px; line-height: 1.2; margin: 2px 0 4px; }
h2 { font-size: 19px; margin: 38px 0 10px; padding-bottom: 4px; border-bottom: 2px solid var(--ink); }
h3 { font-size: 15px; margin: 20px 0 4px; }
p { margin: 6px 0 10px; }
.kicker { color: var(--soft); margin: 0; }
.note, figcaption, .small { color: var(--soft); font-size: 13px; }
code, .tag { font-family: "Noto Mono", "DejaVu Sans Mono", Consolas, monospace; font-size: .9em; white-space: nowrap; }
a { color: var(--blue); }
table { border-collapse: collapse; width: 100%; margin: 8px 0 12px; font-size: 14px; }
th, td { text-align: left; vertical-align: baseline; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 1.5px solid var(--ink); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.n, th.n { padding-right: 20px; } td.n:last-child, th.n:last-child { padding-right: 0; }
dl.facts { display: grid; grid-template-columns: max-content 1fr max-content 1fr; gap: 3px 14px; margin: 14px 0; font-size: 14px; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.verdict { border: 1.5px solid var(--line); border-left-width: 6px; padding: 7px 12px; margin: 12px 0; }
.verdict.good { border-color: var(--good); } .verdict.bad { border-color: var(--bad); }
.score { display: grid; grid-template-columns: 190px 1fr; gap: 24px; align-items: center; background: var(--pale); padding: 14px 20px; margin: 16px 0; }
.score .big { font-size: 56px; line-height: 1; font-weight: 650; font-variant-numeric: tabular-nums; }
.score .of { color: var(--soft); font-size: 16px; }
.gauge { width: 100%; display: block; }
.reasons { margin: 4px 0 0; padding: 0; list-style: none; font-size: 13px; font-weight: 400; }
.reasons li { display: grid; grid-template-columns: 58px 1fr 46px; gap: 8px; padding: 1px 0; }
.reasons .when { font-variant-numeric: tabular-nums; color: var(--soft); }
.reasons .got { text-align: right; font-variant-numeric: tabular-nums; }
.lost { color: var(--bad); font-weight: 600; } .won { color: var(--good); }
.short { white-space: nowrap; }
details { color: var(--soft); font-size: 12.5px; font-weight: 400; } details ul { margin: 2px 0; padding-left: 18px; }
.kind { color: var(--soft); font-size: 12.5px; font-weight: 400; display: block; }
.meter { display: inline-block; width: 90px; height: 9px; background: #fff; border: 1px solid var(--soft); vertical-align: baseline; }
.meter i { display: block; height: 100%; background: var(--blue); }
figure { margin: 10px 0 18px; }
svg { max-width: 100%; height: auto; display: block; }
svg text { font: 11px Inter, "Segoe UI", Roboto, Arial, sans-serif; fill: var(--ink); }
.key { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 6px 0; padding: 0; list-style: none; font-size: 13px; }
.key svg { display: inline-block; vertical-align: -3px; margin-right: 6px; }
.grid { stroke: #dde2e7; stroke-width: 1; fill: none; } .frame { stroke: var(--soft); fill: none; }
svg .tick { text-anchor: middle; fill: var(--soft); font-size: 10.5px; } svg .value, svg .unit, svg .lane-name { text-anchor: end; }
svg .value, svg .unit { fill: var(--soft); font-size: 10.5px; }
.event { stroke: #5b4a8a; stroke-width: 1; stroke-dasharray: 2 3; fill: none; } svg .letter { text-anchor: middle; fill: #4a3a78; font-weight: 700; }
.lane { stroke: #dde2e7; } .flag { stroke: #4a3a78; fill: #cfc6e8; stroke-width: 1.4; } svg .label { font-size: 10.5px; }
.step { fill: var(--good); } .step.late { fill: #fff; stroke: var(--bad); stroke-width: 1.5; }
svg .step-number { fill: #fff; font-size: 9px; font-weight: 700; text-anchor: middle; } svg .step-number.late { fill: var(--bad); }
.running { fill: #6d7f90; } .alarm { stroke: var(--ink); stroke-width: .6; } .unseen { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 3 2; }
.p0 { fill: #4a3a78; } .p1 { fill: #c8102e; } .p2 { fill: #f08a24; } .p3 { fill: #f7d038; } .sign { stroke: var(--ink); stroke-width: .8; }
svg .sign-text { text-anchor: middle; font-size: 9px; font-weight: 700; } svg .s0, svg .s1 { fill: #fff; }
.seen { fill: none; stroke: var(--ink); stroke-width: 2; } .act { stroke: var(--blue); stroke-width: 2.2; fill: none; } .act.model { stroke: var(--model); stroke-dasharray: 3 2; }
svg .number { font-size: 9px; fill: var(--blue); } .loss { fill: var(--bad); }
.own-line { fill: none; stroke: var(--blue); stroke-width: 1.8; stroke-linejoin: round; }
.model-line { fill: none; stroke: var(--model); stroke-width: 1.5; stroke-dasharray: 6 3; } .set-point { fill: none; stroke: #333; stroke-width: 1; stroke-dasharray: 1.5 2.5; }
.limit { fill: none; stroke-width: 1.1; stroke: #6b6b6b; stroke-dasharray: 8 3 2 3; } .l1 { stroke: #c8102e; } .l2 { stroke: #b85c00; } svg .limit-name { font-size: 10px; }
.gauge-back { fill: #fff; stroke: var(--soft); } .gauge-bar { fill: var(--blue); } .gauge-tick { stroke: var(--soft); } .gauge-cap { stroke: var(--bad); stroke-width: 3; }
svg .cap-name { fill: var(--bad); text-anchor: middle; font-weight: 600; } .gauge-model { fill: var(--model); }
.answer { border-bottom: 1px solid var(--line); height: 30px; }
.questions li { margin-bottom: 14px; }
footer { margin-top: 36px; padding-top: 10px; border-top: 1px solid var(--line); font-size: 12px; color: var(--soft); }
footer dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 12px; } footer dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 640px) { main { padding: 16px; } .score { grid-template-columns: 1fr; } dl.facts { grid-template-columns: max-content 1fr; } }
@media print {
  @page { size: A4; margin: 14mm 13mm 15mm; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  table { font-size: 9.5pt; } .reasons, .note, figcaption, .small, .key { font-size: 8.8pt; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h2 { margin-top: 24px; } h3 { margin-top: 8px; } figure { margin: 4px 0 6px; }
  h2, h3, h2 + .key { break-after: avoid; } footer, figure, tr, .score, .verdict, .whole, .questions li { break-inside: avoid; } thead { display: table-header-group; }
}
)css";

}  // namespace retort
