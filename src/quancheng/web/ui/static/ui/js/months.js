// Draws the months of the table beside it; without this script the table says the same.
// The library comes only where there is something to draw, and not to who saves on data.
"use strict";
document.querySelectorAll("[data-chart-of]").forEach((box) => {
  const rows = [...document.querySelectorAll(`#${box.dataset.chartOf} tbody tr`)];
  const cells = rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()));
  if (rows.length < 2 || navigator.connection?.saveData) return;
  const numbers = (place) => cells.map((row) => Number.parseFloat(row[place]) || null);
  const token = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();
  const shape = { type: "line", symbolSize: 8, connectNulls: true };
  const draw = () => {
    box.hidden = false;
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    chart.setOption({
      animation: false,
      color: [token("--q-blue"), token("--q-ink-3")],
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14 },
      grid: { left: 48, right: 16, top: 40, bottom: 32 },
      legend: { top: 0, left: 0, itemGap: 32 },
      tooltip: { trigger: "axis", valueFormatter: (value) => (value === null ? "—" : `${value}%`) },
      xAxis: { type: "category", data: cells.map((row) => row[0]) },
      yAxis: { type: "value", max: 100, axisLabel: { formatter: "{value}%" } },
      series: [
        { ...shape, name: "逐件平均", data: numbers(2), symbol: "circle" },
        { ...shape, name: "合计（工作日）", data: numbers(3), symbol: "diamond", lineStyle: { type: "dashed" } },
      ],
    });
    window.addEventListener("resize", () => chart.resize());
  };
  const library = document.createElement("script");
  library.src = box.dataset.library;
  library.addEventListener("load", draw);
  document.head.append(library);
});
