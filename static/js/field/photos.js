"use strict";
// A photo as it is kept: shrunk, its time written into it, without the place that the camera noted.
(() => {
  const field = window.field;
  const EDGE = 1600, THUMB = 160;

  const load = (file) => new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error("no picture"));
    picture.src = URL.createObjectURL(file);
  });

  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${two(moment.getHours())}:${two(moment.getMinutes())}`;

  const draw = (picture, edge) => {
    const scale = Math.min(1, edge / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const stamp = (canvas, words) => {
    const pen = canvas.getContext("2d");
    const size = Math.max(12, Math.round(canvas.width / 32));
    pen.font = `${size}px sans-serif`;
    const width = pen.measureText(words).width;
    pen.fillStyle = "rgba(0, 0, 0, 0.6)";
    pen.fillRect(canvas.width - width - size * 1.4, canvas.height - size * 2, width + size * 1.4, size * 2);
    pen.fillStyle = "#fff";
    pen.fillText(words, canvas.width - width - size * 0.7, canvas.height - size * 0.65);
  };

  const bytesOf = (canvas, type, quality) => new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(new Response(blob).arrayBuffer()), type, quality);
  });

  // A picture taken a moment ago carries its moment; one from the album the moment of its file.
  const take = async (file) => {
    const picture = await load(file);
    const taken = new Date(Math.min(file.lastModified || Date.now(), Date.now()));
    const canvas = draw(picture, EDGE);
    stamp(canvas, clock(taken));
    const bytes = await bytesOf(canvas, "image/jpeg", 0.82);
    const thumb = draw(picture, THUMB).toDataURL("image/jpeg", 0.6);
    URL.revokeObjectURL(picture.src);
    return { bytes, thumb, taken_at: taken.toISOString(), sha256: await field.vault.sha256(bytes) };
  };

  field.photos = { take, bytesOf, clock };
})();
