/**
 * Hard frames, drawn the same in every run: a badge's QR code at several sizes, turned, out of focus,
 * noisy and faint, somewhere near the middle of a hall. Evaluated in the door's own page.
 *
 * (given) → frames: [{label, bitmap}]; given: {modules, width, height, empty}.
 */
({ modules, width, height, empty }) => {
  const unit = height / 480;
  const kinds = [];
  for (const pixels of [7, 5, 3.4]) // of one module, at 480 lines
    for (const turn of [8, 33]) // degrees
      for (const blur of [0.5, 1, 1.6]) // pixels at 480 lines
        for (const noise of [8, 20])
          for (const contrast of [0.9, 0.4]) kinds.push({ pixels, turn, blur, noise, contrast });

  let seed = 20261122 + width;
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const normal = Float32Array.from(
    { length: 65536 },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );

  const board = new OffscreenCanvas(width, height);
  const pen = board.getContext("2d", { willReadFrequently: true });

  const drawHall = () => {
    const light = pen.createLinearGradient(0, 0, width, height);
    light.addColorStop(0, "#565c5a");
    light.addColorStop(1, "#9aa19e");
    pen.filter = "none";
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = light;
    pen.fillRect(0, 0, width, height);
  };

  const drawCode = ({ pixels, turn, blur, contrast }) => {
    const size = pixels * unit;
    const side = modules.length * size;
    const away = () => (random() - 0.5) * 60 * unit;
    pen.filter = `blur(${blur * unit}px)`;
    pen.translate(width / 2 + away(), height / 2 + away());
    pen.rotate(((random() < 0.5 ? -turn : turn) * Math.PI) / 180);
    const middle = 128;
    const shade = (sign) => `rgb(${[0, 0, 0].fill(Math.round(middle + sign * 120 * contrast))})`;
    const card = new OffscreenCanvas(side + 8 * size, side + 8 * size);
    const cardPen = card.getContext("2d");
    cardPen.fillStyle = shade(1);
    cardPen.fillRect(0, 0, card.width, card.height);
    cardPen.fillStyle = shade(-1);
    modules.forEach((row, y) =>
      [...row].forEach((dark, x) => {
        if (dark === "1") cardPen.fillRect((x + 4) * size, (y + 4) * size, size + 0.5, size + 0.5);
      }),
    );
    pen.drawImage(card, -card.width / 2, -card.height / 2);
  };

  const addNoise = (strength) => {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    const image = pen.getImageData(0, 0, width, height);
    const { data } = image;
    let place = Math.floor(random() * 65536);
    for (let i = 0; i < data.length; i += 4) {
      place = (place + 40503) & 65535;
      if ((i & 0xfffff) === 0) place = Math.floor(random() * 65536);
      const more = normal[place] * strength;
      data[i] += more;
      data[i + 1] += more;
      data[i + 2] += more;
    }
    pen.putImageData(image, 0, 0);
  };

  return (empty ? Array(12).fill({ noise: 10 }) : kinds).map((kind) => {
    drawHall();
    if (!empty) drawCode(kind);
    addNoise(kind.noise);
    return { label: JSON.stringify(kind), bitmap: board.transferToImageBitmap() };
  });
}
