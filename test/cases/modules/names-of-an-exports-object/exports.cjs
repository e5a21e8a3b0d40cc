exports.x = 1;
exports.y = function () {
  return 2;
};
Object.defineProperty(exports, "__esModule", { value: true });
