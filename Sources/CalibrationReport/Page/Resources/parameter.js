// A number with a slider beside it.
//
// The slider moves in places, which are the logarithms of the numbers where equal ratios lie equally far apart.
// Its marks are places where it stops: a pointer that comes near, and arrow keys that would pass.

const pointerReach = 1.25; // steps of the slider

export class Parameter {
  constructor(control, toPlace, toValue, changed) {
    this.slider = control.querySelector("input[type=range]");
    this.field = control.querySelector("input[type=number]");
    this.marks = this.slider.dataset.marks.split(" ").map(Number);
    this.step = Number(this.slider.step);
    this.toPlace = toPlace;
    this.toValue = toValue;
    this.value = Number(this.field.value);
    this.showInField();
    this.showOnSlider();

    let findMark = this.markNear;
    this.slider.addEventListener("keydown", ({ key }) => {
      findMark = key.startsWith("Arrow") ? this.markTowards : () => undefined;
    });
    this.slider.addEventListener("pointerdown", () => {
      findMark = this.markNear;
    });
    this.slider.addEventListener("input", () => {
      const place = Number(this.slider.value);
      this.value = this.toValue(findMark.call(this, place) ?? place);
      this.showInField();
      this.showOnSlider();
      changed();
    });
    this.field.addEventListener("input", () => {
      const isValid = this.field.value !== "" && this.field.validity.valid;
      this.field.setAttribute("aria-invalid", !isValid);
      if (!isValid) return;
      this.value = Number(this.field.value);
      this.showOnSlider();
      changed();
    });
    // What was left invalid gives way to the number that holds.
    this.field.addEventListener("change", () => {
      if (this.field.getAttribute("aria-invalid") === "true") this.showInField();
    });
  }

  set(value) {
    this.value = value;
    this.showInField();
    this.showOnSlider();
  }

  markNear(place) {
    return this.marks.find((mark) => Math.abs(mark - place) <= pointerReach * this.step);
  }

  // The nearest mark that lies between the present place and the next, or nearer to the next than half a step.
  markTowards(place) {
    const present = this.toPlace(this.value);
    const ahead = this.marks.filter((mark) => {
      const isLeft = Math.abs(mark - present) < 1e-12;
      const isBetween = (mark - present) * (mark - place) < 0;
      return !isLeft && (isBetween || Math.abs(mark - place) <= this.step / 2);
    });
    return ahead.sort((a, b) => Math.abs(a - present) - Math.abs(b - present))[0];
  }

  // Rounded, as people read it; the value itself is not.
  showInField() {
    this.field.value = Number(this.value.toPrecision(5));
    this.field.setAttribute("aria-invalid", false);
  }

  showOnSlider() {
    this.slider.value = this.toPlace(this.value);
    this.slider.setAttribute("aria-valuetext", this.value.toPrecision(3));
  }
}
