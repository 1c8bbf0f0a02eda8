// Marks of a chart that can be drawn anew: <g data-mark> says where its panel lies and what its axes span; what is
// in it at first shows how the mark looks.

function numbers(list) {
  return list.split(" ").map(Number);
}

export class RedrawnMark {
  constructor(group) {
    const [left, top, width, height] = numbers(group.dataset.frame);
    const [xLower, xUpper] = numbers(group.dataset.x);
    const [yLower, yUpper] = numbers(group.dataset.y);
    this.x = (value) => (left + ((value - xLower) / (xUpper - xLower)) * width).toFixed(2);
    this.y = (value) => (top + ((yUpper - value) / (yUpper - yLower)) * height).toFixed(2);
    this.template = group.querySelector("path, circle").cloneNode(false);
    this.parent = group.querySelector("path, circle").parentNode;
  }

  // One element for each: its attributes, and the text that it shows under the pointer.
  draw(elements) {
    this.parent.replaceChildren(
      ...elements.map(({ tip, ...attributes }) => {
        const element = this.template.cloneNode(false);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        if (tip) element.dataset.tip = tip;
        return element;
      }),
    );
  }

  // A line through points [x, y].
  path(points) {
    return points.map(([x, y], index) => `${index ? "L" : "M"}${this.x(x)} ${this.y(y)}`).join("");
  }
}
