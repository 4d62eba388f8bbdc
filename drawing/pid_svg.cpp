#include "drawing/pid_svg.h"

#include "drawing/pid_draughtsman.h"
#include "drawing/pid_page.h"
#include "language/texts.h"

namespace retort {

PidDrawing pid_sheet(const CompiledPlant& plant, const SymbolLibrary& symbols, const PidSheets& sheets, int sheet) {
  PidDrawing best;
  std::size_t fewest = 0;
  for (const double scale : {1.0, 1.12, 1.25, 1.4, 1.6, 1.85}) {
    PidPlan plan(plant, symbols, sheets, sheet, scale);
    PidDrawing drawing = PidDraughtsman(plan).draw();
    const std::size_t faults = drawing.faults().size();
    if (scale == 1.0 || faults < fewest) best = std::move(drawing), fewest = faults;
    if (fewest == 0) break;
  }
  return best;
}

std::string pid_svg(const CompiledPlant& plant) {
  const SymbolLibrary symbols(assets_folder() + "/symbols");
  const PidSheets sheets(plant);
  std::vector<PidDrawing> drawings;
  for (int k = 1; k <= sheets.count(); ++k) drawings.push_back(pid_sheet(plant, symbols, sheets, k));
  return pid_page(plant, sheets, drawings);
}

}  // namespace retort
