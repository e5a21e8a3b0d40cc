function unused() {
}
;
var undefinedYet;
