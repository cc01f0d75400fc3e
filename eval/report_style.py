"""How the report looks: comes in: nothing, goes out: the style sheet that is written into the page."""

STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1b1b1f; --paper: #fff; --soft: #f1f1f4; --line: #c9c9d1; --bar: #2f6f9f; --bad: #a3201d;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececf1; --paper: #17171b; --soft: #24242a; --line: #4a4a55; --bar: #6cacd8; --bad: #ff8f87; }
}
body {
  font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 70rem; margin: 2rem auto; padding: 0 1rem;
}
svg { width: 100%; max-width: 45rem; height: auto; display: block; margin: 1rem 0; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
svg .head { font-weight: 600; }
svg .bar { fill: var(--bar); }
svg .interval { stroke: var(--ink); stroke-width: 2; }
svg .axis { fill: none; stroke: var(--line); }
svg .limit { stroke: var(--bad); stroke-dasharray: 5 4; }
svg .curve { fill: none; stroke: var(--bar); stroke-width: 2; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .7rem; text-align: right; vertical-align: top; }
th:first-child, td:first-child { text-align: left; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
article h3 { margin: 0 0 .3rem; }
.fault { color: var(--bad); margin: 0 0 .5rem; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; }
.sides > div { background: var(--soft); padding: .7rem 1rem; border-radius: .4rem; }
.sides h4 { margin: 0 0 .4rem; }
blockquote { margin: 0 0 .8rem; }
cite { display: block; font-size: .85rem; }
pre { background: var(--soft); padding: 1rem; overflow-x: auto; }
"""
