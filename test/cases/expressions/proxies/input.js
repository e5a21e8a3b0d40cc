const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
const same = proxy;
const loud = new Proxy({}, new Proxy({}, { get(_target, trap) { console.log("trap", trap); } }));
const again = loud;
console.log(typeof same, typeof again);
