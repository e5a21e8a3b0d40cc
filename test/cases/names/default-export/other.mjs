export default class {
  static again = this.name;
}
