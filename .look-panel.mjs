import { chromium } from 'playwright';
const out = '/tmp/panelshots/';
const steps = new Set(process.argv.slice(2));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--autoplay-policy=no-user-gesture-required'] });
async function page(width, height, scale = 1) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
  const p = await context.newPage();
  p.on('console', m => { if (['error','warning'].includes(m.type())) console.log('console', m.type(), m.text().slice(0, 400)); });
  p.on('pageerror', e => console.log('pageerror', e.message.slice(0, 600)));
  await p.route('**/banks/banks.json', r => r.fulfill({ json: [{title:'Echoes',file:'echoes.p8bank',about:'x'},{title:'Mangled time',file:'m.p8bank',about:'y'}] }));
  await p.route('**/banks/echoes.p8bank', r => r.fulfill({ path: '/work/shared/banks/Ariston Bank #1.p8bank' }));
  await p.goto('http://localhost:5398/');
  await p.waitForSelector('button:has-text("Start")', {timeout: 20000});
  await p.waitForTimeout(1200);
  return p;
}
async function load(p, path) {
  await p.locator('input[aria-label="Bank or firmware file"]').setInputFiles(path);
  await p.waitForTimeout(1500);
}
export { page, load, browser, out, steps };
if (steps.has('idle')) { const p = await page(1440,900, steps.has('2x')?2:1); await p.screenshot({path: out+'idle-1440.png'}); await p.screenshot({path: out+'idle-crop.png', clip:{x:0,y:0,width:870,height:690}}); await p.context().close(); }
if (steps.has('play')) {
  const p = await page(1440,900, steps.has('2x') ? 2 : 1); 
  await load(p, '/work/shared/conformance/firmware/'+(process.env.FW||'tape-echo')+'.gazl');
  await p.getByRole('button',{name:'Start'}).click(); await p.waitForTimeout(2500);
  await p.screenshot({path: out+'play-1440.png'}); await p.screenshot({path: out+'play-crop.png', clip:{x:0,y:0,width:870,height:690}});
  if (steps.has('day')) { await p.evaluate(() => document.documentElement.dataset.theme='daylight'); await p.waitForTimeout(300); await p.screenshot({path: out+'day-1440.png'}); await p.screenshot({path: out+'day-crop.png', clip:{x:0,y:0,width:870,height:690}}); }
  await p.context().close();
}
if (steps.has('narrow')) {
  const p = await page(1024,768); 
  await load(p, '/work/shared/conformance/firmware/tape-echo.gazl');
  await p.getByRole('button',{name:'Start'}).click(); await p.waitForTimeout(2000);
  await p.screenshot({path: out+'play-1024.png'});
  await p.evaluate(() => document.documentElement.dataset.theme='daylight'); await p.waitForTimeout(300); await p.screenshot({path: out+'day-1024.png'});
  await p.context().close();
}

if (steps.has('fault')) {
  const p = await page(1440,900);
  await load(p, '/work/shared/conformance/firmware/'+(process.env.FW||'granular-stutter')+'.gazl');
  await p.getByRole('button',{name:'Start'}).click(); await p.waitForTimeout(500);
  await load(p, '/tmp/bad.gazl');
  await p.screenshot({path: out+'fault-1440.png'});
  await p.getByRole('button',{name:/^Program: \[?/}).first().click(); await p.waitForTimeout(400);
  await p.screenshot({path: out+'list-1440.png'});
  await p.keyboard.press('Escape');
  await p.getByRole('button',{name:'Main menu'}).click(); await p.waitForTimeout(400);
  await p.screenshot({path: out+'menu-1440.png'});
  await p.keyboard.press('Escape');
  await p.evaluate(() => { const dt = new DataTransfer(); dt.items.add(new File(['x'],'x.wav')); window.dispatchEvent(new DragEvent('dragenter',{dataTransfer:dt,cancelable:true,bubbles:true})); });
  await p.waitForTimeout(200);
  await p.screenshot({path: out+'drop-1440.png'});
  await p.context().close();
}
if (steps.has('axe')) {
  const { AxeBuilder } = await import('@axe-core/playwright');
  for (const [w,h] of [[1440,900],[1024,768],[800,1100]]) for (const theme of ['dark','daylight']) {
    const p = await page(w,h);
    await load(p, '/work/shared/conformance/firmware/tape-echo.gazl');
    await load(p, '/tmp/bad.gazl');
    await p.evaluate(t => document.documentElement.dataset.theme=t, theme);
    await p.waitForTimeout(300);
    const r = await new AxeBuilder({page:p}).analyze();
    console.log(w, theme, 'violations', r.violations.length, 'incomplete', r.incomplete.map(i=>i.id+':'+i.nodes.length).join(' '));
    for (const v of r.violations) { console.log('  ', v.id, v.help); for (const n of v.nodes.slice(0,6)) console.log('      ', n.target.join(' '), (n.any[0]||n.all[0]||n.none[0])?.message?.slice(0,200)); }
    await p.context().close();
  }
}

if (steps.has('other')) {
  for (const [w,h] of [[1920,1080],[800,1100],[1280,720]]) { const p = await page(w,h); await load(p, '/work/shared/conformance/firmware/fm-tone.gazl'); await p.getByRole('button',{name:'Start'}).click(); await p.waitForTimeout(1200); await p.screenshot({path: out+`size-${w}.png`}); await p.context().close(); }
  const p = await page(1024,768); await p.getByRole('button',{name:/Memory/}).first().click(); await p.waitForTimeout(600); await p.screenshot({path: out+'memopen-1024.png'}); await p.context().close();
}
await browser.close();
