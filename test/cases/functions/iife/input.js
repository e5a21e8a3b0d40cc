(function () { console.log(1); })();
(() => { console.log(2); })();
!function () { console.log(3); }();
new (function () { console.log(4); })();
new (class { constructor() { console.log(5); } });
(async () => { console.log(6); })();
void function* () {}();
