// The pictures of a chart for print: plotted once; the PNG, twice as wide as on a screen, is made from the SVG.
async function picturesOf(figure) {
  const { width, height } = figure.layout, size = { width, height }, canvas = document.createElement("canvas");
  const svg = figure.svg || await Plotly.toImage(figure, { format: "svg", imageDataOnly: true, ...size });
  const png = await Plotly.Snapshot.svgToImg({ svg, format: "png", scale: 2, canvas, promise: true, ...size });
  return { svg, png: png.split(",")[1] };
}
