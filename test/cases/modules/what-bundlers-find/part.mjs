export function answer(question) {
  return `${question}: yes`;
}
