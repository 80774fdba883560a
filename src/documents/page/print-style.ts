/** Readable on a screen, and on paper a sheet that a bureau files: A4 across, the heading on every sheet, no row cut in two. */
export const PRINT_STYLE = `
@page { size: A4 landscape; margin: 14mm 12mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
* { box-sizing: border-box; }
body { margin: 0; background: #f2f3f5; color: #111; font: 10pt/1.5 "Songti SC", "SimSun", "Noto Serif CJK SC", "WenQuanYi Micro Hei", "Times New Roman", serif; }
main { max-width: 297mm; margin: 8mm auto; padding: 12mm; background: #fff; }
h1 { margin: 0 0 4mm; font-size: 17pt; font-weight: bold; text-align: center; letter-spacing: 0.08em; }
.head { display: flex; flex-wrap: wrap; gap: 1mm 10mm; margin: 0; }
.head div { display: flex; }
.head dt::after { content: "：\\A0"; }
html[lang="en"] .head dt::after { content: ":\\A0"; }
.head dd { margin: 0; }
.unit { margin: 0; text-align: right; }
table { width: 100%; border-collapse: collapse; border: 0.6mm solid #000; font-size: 9pt; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 1mm 1.5mm; border: 0.25mm solid #000; text-align: left; vertical-align: middle; overflow-wrap: anywhere; }
th { background: #e8ecf2; font-weight: bold; text-align: center; overflow-wrap: normal; }
td.money, td.rate, td.count, td.points { text-align: right; white-space: nowrap; overflow-wrap: normal; }
td.day, td.instant, td.code, th.count { white-space: nowrap; }
th.code { min-width: 10mm; }
td.label { min-width: 28mm; overflow-wrap: normal; }
td.prose { min-width: 48mm; }
tr.section th { padding-top: 2.5mm; text-align: left; }
tr.section { break-after: avoid; }
tr.section.sheet { break-before: page; }
td.none { padding: 6mm; text-align: center; }
.total td { font-weight: bold; background: #f7f8fa; }
.notes { margin: 3mm 0 0; padding-left: 5mm; font-size: 8.5pt; break-before: avoid; }
.log { margin: 2mm 0 0; font-size: 8.5pt; overflow-wrap: anywhere; }
.signatures { display: grid; grid-auto-columns: 1fr; grid-auto-flow: column; gap: 8mm; margin-top: 8mm; break-inside: avoid; }
.signatures div { padding-bottom: 8mm; border-bottom: 0.25mm solid #000; }
@page form { size: A4 portrait; margin: 14mm 12mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
main.form { page: form; max-width: 210mm; }
h2 { margin: 5mm 0 1.5mm; font-size: 11pt; break-after: avoid; }
h2.sheet { break-before: page; }
h2 .unit { font-size: 9pt; font-weight: normal; }
.facts th { width: 24mm; text-align: left; }
.form p.left, .form p.prose { margin: 2mm 0; font-size: 11pt; overflow-wrap: anywhere; }
html[lang="zh-CN"] .form p.prose { text-indent: 2em; }
.form a.code { float: right; width: 34mm; margin: 0 0 2mm 4mm; break-inside: avoid; }
.form a.code svg { display: block; width: 100%; fill: #000; }
.form p.right { font-size: 11pt; text-align: right; }
.facts td { white-space: pre-line; }
.opinions { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; margin-top: 5mm; border: 0.25mm solid #000; break-inside: avoid; }
.opinions section { padding: 2mm; }
.opinions section + section { border-left: 0.25mm solid #000; }
.opinions h3 { margin: 0 0 22mm; font-size: 10pt; }
.opinions p { margin: 1mm 0; }
.opinions .right { text-align: right; }
@media print {
  body { background: none; }
  main { max-width: none; margin: 0; padding: 0; }
  th, .total td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
