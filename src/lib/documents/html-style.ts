/** The look of a document as a page: that of the paper, in the light and in the dark, on a phone and in print. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fcfbf8;--ink:#1f1e1b;--ink-2:#5b5850;--line:#cfc9bb;--accent:#0e5a6b}
@media (prefers-color-scheme:dark){:root{--paper:#191816;--ink:#ece8df;--ink-2:#aba699;--line:#4a463d}body{--accent:#7cc0d0!important}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 3rem;max-width:46rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 "Source Serif 4",Georgia,"Times New Roman",serif;overflow-wrap:anywhere}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:flex-start;border-bottom:1.5px solid var(--ink);padding-bottom:.75rem;font:.875rem/1.45 "Source Sans 3",system-ui,sans-serif;color:var(--ink-2)}
header p{margin:0}
header>div{flex:1 1 14rem}
header .reference{flex:0 1 auto;text-align:end}
header img{max-width:9rem;max-height:4.5rem}
header .name{font:600 1.0625rem/1.35 "Source Serif 4",Georgia,serif;color:var(--ink)}
.state{margin:1rem 0 0;font:600 .9375rem/1.4 "Source Sans 3",system-ui,sans-serif;letter-spacing:.08em;color:var(--ink-2)}
h1,h2,h3,h4,h5{line-height:1.25;font-weight:600;text-wrap:balance}
h1{font-size:1.75rem;margin:2rem 0 .5rem}
h2{font-size:1.25rem;margin:1.75rem 0 .35rem}
h3,h4,h5{font-size:1.0625rem;margin:1.1rem 0 .25rem}
p{margin:.35rem 0}
a{color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.number,.label{color:var(--accent)}
.label{font:600 .875rem/1.4 "Source Sans 3",system-ui,sans-serif}
.proposal{font-weight:600;white-space:pre-line}
.decision{border-inline-start:3px solid var(--accent);padding-inline-start:1rem;margin:.75rem 0;break-inside:avoid}
.under-1{margin-inline-start:1.5rem}
.under-2{margin-inline-start:3rem}
.note,small{font:.875rem/1.45 "Source Sans 3",system-ui,sans-serif;color:var(--ink-2)}
.movement{font-style:italic;color:var(--ink-2)}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:0 2rem}
.group h3{font:600 .875rem/1.4 "Source Sans 3",system-ui,sans-serif;border-bottom:1px solid var(--line)}
.group ul,.contents ul{list-style:none;margin:.25rem 0;padding:0}
.group small{display:block}
.group em{color:var(--ink-2)}
.contents .level-1{margin-top:.75rem;font-weight:600}
.contents .level-2{padding-inline-start:1rem}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem;margin:.75rem 0}
caption{text-align:start;font:600 .875rem/1.4 "Source Sans 3",system-ui,sans-serif}
th,td{text-align:start;vertical-align:top;padding:.3rem .5rem .3rem 0;border-bottom:1px solid var(--line)}
.right{text-align:end;font-variant-numeric:tabular-nums}
.signatures{margin-top:2.5rem;break-inside:avoid}
.signatures .name{border-top:1px solid var(--ink-2);margin-top:3rem;padding-top:.25rem}
footer{margin-top:3rem;border-top:1px solid var(--line);font:.8125rem/1.45 "Source Sans 3",system-ui,sans-serif;color:var(--ink-2)}
@media print{body{max-width:none;padding:0;font-size:10.5pt;background:none}.page-break{break-after:page}h2,h3,h4,h5{break-after:avoid}a{color:inherit}}
`;
