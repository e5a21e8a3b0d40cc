let deepest = 0;
function down(n) {
  deepest = n;
  down(n + 1);
}
try {
  down(0);
} catch (e) {
  console.log(e.name, deepest > 1000);
}
