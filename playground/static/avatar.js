/** Initials on a person's colour: the same person is the same colour everywhere. */

const HUES = [30, 75, 145, 195, 240, 280, 320, 0];

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

export function paintAvatar(element, person) {
  const initials = [person.first_name, person.last_name].filter(Boolean).map((name) => [...name][0]);
  element.dataset.initials = initials.join("").toUpperCase();
  element.style.setProperty("--hue", HUES[Math.abs(person.id) % HUES.length]);
}
