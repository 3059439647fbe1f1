"""What runs in the page to time the quizzes and explorers: one clock and one rule for all of them."""

from __future__ import annotations

from tests.browser.jupyter import PANEL

# A click counts until the words of feedback are in the page; a step until the new picture is (`placed`), and until the
# browser has decoded it (`loaded`). Real key and mouse events start the clock of a step.
SCRIPT = f"""window.bench = (() => {{
  const kernel = () => {PANEL}.sessionContext.session.kernel;
  const first = (selector) => document.querySelector(selector);
  const text = (selector) => (first(selector)?.textContent || '').trim();
  const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  const pause = (ms) => new Promise(done => setTimeout(done, ms));

  // How each quiz is answered: pick(i) comes before the clock starts, press(i) is the click that brings feedback.
  const ours = 'lk-quiz form:has(input[type=radio])';
  const ways = {{
    'this quiz': {{
      ready: () => !!first(ours),
      said: () => text(ours + ' [role=status]'),
      pick: (i) => document.querySelectorAll(ours + ' input[type=radio]')[i % 2].click(),
      press: () => first(ours + ' button[type=submit]').click(),
    }},
    'jupyterquiz': {{
      ready: () => !!first('label.MCButton'),
      said: () => text('.Feedback'),
      pick: () => {{}},
      press: (i) => document.querySelectorAll('label.MCButton')[i % 2].click(),
    }},
    'ipywidgets radio': {{
      ready: () => !!first('.widget-radio-box input'),
      said: () => text('.widget-html-content'),
      pick: () => {{}},
      press: (i) => document.querySelectorAll('.widget-radio-box input')[i % 2].click(),
    }},
  }};

  // Resolves to the ms from the click to other words of feedback, or to -1 when none came in time.
  async function click(way, i, patience) {{
    const quiz = ways[way];
    quiz.pick(i);
    await frame();
    const before = quiz.said();
    return new Promise((done) => {{
      const start = performance.now();
      const look = () => {{
        if (quiz.said() === before || !quiz.said()) return false;
        const took = performance.now() - start;
        observer.disconnect();
        done(took);
        return true;
      }};
      const observer = new MutationObserver(look);
      observer.observe({PANEL}.content.node, {{ childList: true, characterData: true, subtree: true }});
      quiz.press(i);
      if (!look()) setTimeout(() => {{ observer.disconnect(); done(-1); }}, patience);
    }});
  }}

  // Cells that keep the kernel busy: one that waits (for a download, say), one that computes in Python, and one in a
  // compiled call that does not let other threads in. JupyterLab sends widgets' messages to a thread of their own.
  const cells = {{
    waits: 'time.sleep(s)',
    computes: 'end = time.perf_counter() + s\\nwhile time.perf_counter() < end: pass',
    blocks: 'ctypes.PyDLL(None).usleep(int(s * 1e6))',
  }};

  // Starts such a cell; resolves, once it runs, to what says whether it has ended.
  async function busy(kind, ms) {{
    // A call that lets nobody in holds back the news that the cell began, too: so that goes out first.
    const code = `import ctypes, time\\ns = ${{ms / 1000}}\\ntime.sleep(0.1)\\n${{cells[kind]}}`;
    const future = kernel().requestExecute({{ code }});
    const cell = {{ ended: false, end: future.done.then(() => {{ cell.ended = true; }}) }};
    while (kernel().status !== 'busy') await pause(5);
    await pause(150);
    return cell;
  }}

  // Resolves to the times of so many clicks, and at how many of them the busy cell was still running afterwards.
  async function clicks(way, runs, kind, ms) {{
    const times = [];
    let running = 0;
    await click(way, 1, 10000); // the first ever is slower everywhere
    for (let i = 0; i < runs; i++) {{
      while (kernel().status !== 'idle') await pause(20);
      const cell = kind ? await busy(kind, ms) : {{ ended: true }};
      const took = await click(way, i, 10000);
      if (took < 0) throw new Error('no feedback within 10 s');
      times.push(took);
      if (!cell.ended) running += 1;
      await cell.end;
    }}
    return [times, running];
  }}

  const alive = async (way, patience) => await click(way, 0, patience) >= 0 || await click(way, 1, patience) >= 0;

  async function kept(way, patience) {{
    for (let waited = 0; waited < patience && !ways[way].said(); waited += 50) await pause(50);
    return !!ways[way].said();
  }}

  // -- pictures
  let clock = {{}};
  const begin = () => {{ clock = {{ start: 0, placed: 0, loaded: 0, last: 0, pictures: 0 }}; }};
  const picture = 'img, svg';
  const changed = () => {{
    clock.placed = performance.now();
    clock.pictures += 1;
  }};
  begin();

  function watch() {{
    const root = {PANEL}.content.node;
    const holds = (node) => node.nodeType === 1 && !node.closest('button')
      && (node.matches(picture) || node.querySelector(picture));
    new MutationObserver((records) => {{
      if (records.some((r) => r.type === 'attributes' ? r.target.matches('img') : [...r.addedNodes].some(holds)))
        changed();
    }}).observe(root, {{ childList: true, subtree: true, attributes: true, attributeFilter: ['src'] }});
    root.addEventListener('load', (event) => {{
      if (event.target.matches?.('img')) clock.loaded = performance.now();
    }}, true);
    // ipympl paints what the kernel sent on a canvas.
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (...args) {{
      draw.apply(this, args);
      if (this.canvas.isConnected) changed();
    }};
  }}

  const moved = () => {{
    const now = performance.now();
    clock.start ||= now;
    clock.last = now;
  }};
  addEventListener('keydown', moved, true);
  addEventListener('pointermove', (event) => {{ if (event.buttons) moved(); }}, true);

  // Resolves to [placed, loaded] in ms once a picture has come, the kernel is idle and nothing changed for `quiet` ms.
  async function settled(quiet) {{
    const begun = performance.now();
    for (;;) {{
      await pause(10);
      const now = performance.now();
      const latest = Math.max(clock.placed, clock.loaded, clock.last);
      if (clock.placed && kernel().status === 'idle' && now - latest > quiet) break;
      if (now - begun > 30000) throw new Error('no new picture within 30 s');
    }}
    return [clock.placed - clock.start, Math.max(clock.loaded, clock.placed) - clock.start];
  }}

  const drag = () => [clock.pictures, clock.last - clock.start,
    text('lk-explorer output') || text('.widget-readout')];

  return {{ ways, clicks, alive, kept, watch, begin, settled, drag }};
}})();"""
