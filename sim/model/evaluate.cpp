// The right-hand side of the plant's ODE, its exact Jacobian, and its outputs.
//
// A branch is a chain of inline elements between two volumes. With D the pressure that drives it (ends, static head, pumps)
//   D  = p_from - p_to + g rho (z_from - z_to) + sum a0                       Pa        (1)
//   w  = 2 D / (a1 + sqrt(a1^2 + 4 a2 sqrt(D^2 + D_lam^2)))                   kg/s      (2)
// which solves D = a1 w + a2 w |w| and is C1 (and linear over D_lam) through zero. A choking valve caps |w| at the root of
//   a2_v w^2 / FL^2 = p_in - FF p_v,   p_in = p_from + ... - a1_b w - a2_b w^2 (b: what stands before it)   (3)
// with FF = 0.96 - 0.28 sqrt(p_v / p_c) (IEC 60534-2-1). What an uncovered port gives fades with its cover. Mass and energy
// w (h + g z) are taken from the side the flow comes from and given to the other: sums over all states never change.
#include <algorithm>
#include <cmath>

#include "sim/base/smooth.h"
#include "sim/model/compiled_plant.h"

namespace retort {
namespace {

template <class T>
using Views = std::vector<LocalView<T>>;

/// -1 or +1 beyond the laminar width, C1 between: exact upwinding where there is flow.
template <class T>
T direction(const T& d) {
  return 2.0 * smoothstep(T(0.5 * (d / kLaminarWidth + 1.0))) - 1.0;
}

template <class T>
struct BranchSums {
  T a0{}, a1{}, forward{}, backward{};
};

constexpr int kMaxElements = 24;

template <class T>
T choke_limit(const Resistance<T>* parts, const Branch& b, bool from_start, const T& p_start, const T& p_vap,
              double p_critical, const T& unlimited) {
  T limit = unlimited;
  const int n = static_cast<int>(b.elements.size());
  BranchSums<T> before;
  for (int k = 0; k < n; ++k) {
    const int i = from_start ? k : n - 1 - k;
    const bool forward = b.elements[i].forward == from_start;
    const Resistance<T>& r = parts[i];
    if (value(r.choke) > 0) {
      const T ff = 0.96 - 0.28 * sqrt(p_vap / p_critical);
      const T room = softplus(T(p_start + before.a0 - ff * p_vap), 500.0);
      const T a2 = r.a2 / r.choke + before.forward;
      const T cap = 2.0 * room / (before.a1 + sqrt(before.a1 * before.a1 + 4.0 * a2 * room));
      // Rounded over 0.5 % of the cap, by a form that leaves no trace at zero flow.
      const T width = 0.005 * cap;
      limit = limit - width * softplus(T((limit - cap) / width), 1.0);
    }
    before.a0 += forward ? r.a0 : T(-r.a0);
    before.a1 += r.a1;
    before.forward += forward || !r.one_way ? r.a2 : r.a2_reverse;
  }
  return limit;
}

/// Where the local views of a piece stand: from, to, then the elements.
template <class T>
struct BranchContext {
  LocalView<T> from, to;
  const FluidState<T>*from_ports, *to_ports;
  LocalView<T> elements[kMaxElements];
  const FluidState<T>* element_ports[kMaxElements];
};

template <class T>
void evaluate_branch(const CompiledPlant& plant, const Branch& b, const BranchContext<T>& c, Ledger<T>& ledger) {
  const FluidState<T>& f = c.from_ports[b.from_port];
  const FluidState<T>& t = c.to_ports[b.to_port];
  const T rho = 0.5 * (f.rho + t.rho);
  const T p_vap = 0.5 * (f.p_vap + t.p_vap);
  const T head = rho * (kGravity * (f.z - t.z));

  const int n = static_cast<int>(b.elements.size());
  Resistance<T> parts[kMaxElements];
  BranchSums<T> sum;
  double crack = 0;
  bool chokes = false;
  for (int i = 0; i < n; ++i) {
    const Branch::Element& e = b.elements[i];
    const Resist<T> r(c.elements[i], e.forward ? f : t, e.forward ? t : f, rho, p_vap);
    parts[i] = plant.blocks[e.block].block->resist(r);
    Resistance<T>& p = parts[i];
    sum.a0 += e.forward ? p.a0 : T(-p.a0);
    sum.a1 += p.a1;
    const T& back = p.one_way ? p.a2_reverse : p.a2;
    sum.forward += e.forward ? p.a2 : back;
    sum.backward += e.forward ? back : p.a2;
    if (p.one_way) crack = std::max(crack, p.crack);
    chokes = chokes || value(p.choke) > 0;
  }

  const T d = f.p - t.p + head + sum.a0;
  T a2 = sum.forward;
  if (crack > 0) {  // blend conductances, not resistances: a check valve's two differ by orders of magnitude
    const bool opens_forward = value(sum.forward) < value(sum.backward);
    const T c_open = 1.0 / sqrt(opens_forward ? sum.forward : sum.backward);
    const T c_shut = 1.0 / sqrt(opens_forward ? sum.backward : sum.forward);
    const T share = smoothstep(T((opens_forward ? d : T(-d)) / crack));
    const T conductance = c_shut + (c_open - c_shut) * share;
    a2 = 1.0 / (conductance * conductance);
  }
  T w = 2.0 * d / (sum.a1 + sqrt(sum.a1 * sum.a1 + 4.0 * a2 * smooth_abs(d, kLaminarWidth)));
  if (chokes) {
    const double pc = plant.medium->p_critical;
    if (value(w) >= 0) {
      w = choke_limit(parts, b, true, T(f.p + head), p_vap, pc, w);
    } else {
      w = -choke_limit(parts, b, false, t.p, p_vap, pc, T(-w));
    }
  }
  const T side = direction(d);
  w *= upwind(side, f.cover, t.cover);
  const T energy = w * upwind(side, T(f.h + kGravity * f.z), T(t.h + kGravity * t.z));

  const PortDecl& fp = plant.blocks[b.from_block].declared->ports[b.from_port];
  const PortDecl& tp = plant.blocks[b.to_block].declared->ports[b.to_port];
  c.from.dx[fp.mass_state] -= w;
  c.to.dx[tp.mass_state] += w;
  c.from.dx[fp.energy_state] -= energy;
  c.to.dx[tp.energy_state] += energy;
  if (fp.total_state >= 0) c.from.dx[fp.total_state] += w;
  if (tp.total_state >= 0) c.to.dx[tp.total_state] -= w;

  const T magnitude = value(w) >= 0 ? w : T(-w);
  Through<T> through;
  through.t = upwind(side, f.t, t.t);
  through.h = upwind(side, f.h, t.h);
  through.rho = rho;
  through.p_vap = p_vap;
  T p = f.p + head;
  for (int i = 0; i < n; ++i) {
    const Branch::Element& e = b.elements[i];
    const Resistance<T>& r = parts[i];
    const bool with_flow = (value(w) >= 0) == e.forward;
    const T& a2_now = with_flow || !r.one_way ? r.a2 : r.a2_reverse;
    T p_next = p + (e.forward ? r.a0 : T(-r.a0)) - r.a1 * w - a2_now * (w * magnitude);
    if (i == n - 1) p_next = t.p;  // a choked or uncovered branch loses the rest in its last element
    through.w = e.forward ? w : T(-w);
    through.p_in = e.forward ? p : p_next;
    through.p_out = e.forward ? p_next : p;
    through.z = f.z + (t.z - f.z) * (i + 0.5) / n;
    Eval<T> eval(c.elements[i], c.element_ports[i], &through, ledger);
    plant.blocks[e.block].block->eval(eval);
    if (value(eval.lost_upstream) != 0) {
      const bool from_start = e.forward;
      const FluidState<T>& v = from_start ? f : t;
      const PortDecl& port = from_start ? fp : tp;
      const LocalView<T>& view = from_start ? c.from : c.to;
      const T lost = eval.lost_upstream * v.cover;
      const T lost_energy = lost * (v.h + kGravity * v.z);
      view.dx[port.mass_state] -= lost;
      view.dx[port.energy_state] -= lost_energy;
      ledger.mass += lost;
      ledger.energy += lost_energy;
    }
    p = p_next;
  }
}

LocalView<double> view_of(const BlockLayout& b, const PlantState& s, const double* y, double* dydt, double* outputs) {
  return {y + b.first_state,
          dydt + b.first_state,
          outputs ? outputs + b.first_output : nullptr,
          s.memories.data() + b.first_memory,
          s.inputs.data() + b.first_input,
          s.malfunctions.data() + b.first_malfunction};
}

}  // namespace

void CompiledPlant::derivatives(const PlantState& s, const double* y, double* dydt, double* outputs,
                                EvalWorkspace& ws) const {
  std::fill(dydt, dydt + s.states.size(), 0.0);
  ws.ports.resize(static_cast<std::size_t>(n_ports));
  for (const BlockLayout& b : blocks) {
    if (!b.publishes) continue;
    Publish<double> p(view_of(b, s, y, dydt, nullptr), ws.ports.data() + b.first_port);
    b.block->publish(p);
  }
  Ledger<double> ledger;
  BranchContext<double> c;
  for (const Branch& b : branches) {
    const BlockLayout &f = blocks[b.from_block], &t = blocks[b.to_block];
    c.from = view_of(f, s, y, dydt, outputs);
    c.to = view_of(t, s, y, dydt, outputs);
    c.from_ports = ws.ports.data() + f.first_port;
    c.to_ports = ws.ports.data() + t.first_port;
    for (std::size_t i = 0; i < b.elements.size(); ++i) {
      const BlockLayout& e = blocks[b.elements[i].block];
      c.elements[i] = view_of(e, s, y, dydt, outputs);
      c.element_ports[i] = ws.ports.data() + e.first_port;
    }
    evaluate_branch(*this, b, c, ledger);
  }
  for (const BlockLayout& b : blocks) {
    if (b.has_path) continue;
    Eval<double> e(view_of(b, s, y, dydt, outputs), ws.ports.data() + b.first_port, nullptr, ledger);
    b.block->eval(e);
  }
  dydt[ledger_state] += ledger.mass;
  dydt[ledger_state + 1] += ledger.energy;
}

void CompiledPlant::evaluate_outputs(PlantState& s, EvalWorkspace& ws) const {
  std::vector<double> dydt(s.states.size());
  derivatives(s, s.states.data(), dydt.data(), s.outputs.data(), ws);
}

void CompiledPlant::jacobian(const PlantState& s, const double* y, double* values, EvalWorkspace& ws) const {
  std::fill(values, values + jac_rows.size(), 0.0);
  for (const JacobianPiece& piece : pieces) {
    ws.x.resize(static_cast<std::size_t>(piece.n_local));
    ws.dx.resize(static_cast<std::size_t>(piece.n_local));
    int ports = 0;
    for (int b : piece.blocks) ports += blocks[b].n_ports;
    ws.dual_ports.resize(static_cast<std::size_t>(ports));

    std::vector<LocalView<DualN>> views(piece.blocks.size());
    std::vector<FluidState<DualN>*> port_of(piece.blocks.size());
    FluidState<DualN>* next_port = ws.dual_ports.data();
    for (std::size_t k = 0; k < piece.blocks.size(); ++k) {
      const BlockLayout& b = blocks[piece.blocks[k]];
      for (int i = 0; i < b.n_states; ++i) ws.x[piece.offsets[k] + i] = DualN(y[b.first_state + i]);
      views[k] = {ws.x.data() + piece.offsets[k],
                  ws.dx.data() + piece.offsets[k],
                  nullptr,
                  s.memories.data() + b.first_memory,
                  s.inputs.data() + b.first_input,
                  s.malfunctions.data() + b.first_malfunction};
      port_of[k] = next_port;
      next_port += b.n_ports;
    }
    const auto local_of = [&](int block) {
      return static_cast<std::size_t>(std::find(piece.blocks.begin(), piece.blocks.end(), block) - piece.blocks.begin());
    };

    for (std::size_t pass = 0; pass < piece.passes.size(); ++pass) {
      const int first = static_cast<int>(pass) * kChunk;
      const auto seed = [&](double one) {
        for (std::size_t c = 0; c < piece.columns.size(); ++c) {
          const int lane = piece.directions[c] - first;
          if (lane >= 0 && lane < kChunk) ws.x[piece.columns[c]].d[lane] = one;
        }
      };
      seed(1);
      std::fill(ws.dx.begin(), ws.dx.end(), DualN());
      Ledger<DualN> ledger;
      for (std::size_t k = 0; k < piece.blocks.size(); ++k) {
        if (!blocks[piece.blocks[k]].publishes) continue;
        Publish<DualN> p(views[k], port_of[k]);
        blocks[piece.blocks[k]].block->publish(p);
      }
      if (piece.branch >= 0) {
        const Branch& b = branches[piece.branch];
        BranchContext<DualN> c;
        const std::size_t f = local_of(b.from_block), t = local_of(b.to_block);
        c.from = views[f];
        c.to = views[t];
        c.from_ports = port_of[f];
        c.to_ports = port_of[t];
        for (std::size_t i = 0; i < b.elements.size(); ++i) {
          const std::size_t k = local_of(b.elements[i].block);
          c.elements[i] = views[k];
          c.element_ports[i] = port_of[k];
        }
        evaluate_branch(*this, b, c, ledger);
      } else {
        Eval<DualN> e(views[0], port_of[0], nullptr, ledger);
        blocks[piece.block].block->eval(e);
      }
      for (const JacobianPiece::Entry& entry : piece.passes[pass]) {
        const int row = entry.row;
        const DualN& dx = row < piece.n_local ? ws.dx[row] : row == piece.n_local ? ledger.mass : ledger.energy;
        values[entry.slot] += dx.d[entry.direction - first];
      }
      seed(0);
    }
  }
}

double CompiledPlant::value(const PlantState& s, RowId row) const {
  const Row& r = catalogue[row];
  const auto i = static_cast<std::size_t>(r.index);
  switch (r.store) {
    case Store::state: return s.states[i];
    case Store::memory: return s.memories[i];
    case Store::input: return s.inputs[i];
    case Store::output: return s.outputs[i];
    case Store::malfunction: return s.malfunctions[i];
    case Store::clock: return r.index == 0 ? static_cast<double>(s.scan) * scan_period() : static_cast<double>(s.scan);
  }
  return 0;
}

void CompiledPlant::set(PlantState& s, RowId row, double v) const {
  const Row& r = catalogue[row];
  const auto i = static_cast<std::size_t>(r.index);
  switch (r.store) {
    case Store::state: s.states[i] = v; break;
    case Store::memory: s.memories[i] = v; break;
    case Store::input: s.inputs[i] = v; break;
    case Store::output: s.outputs[i] = v; break;
    case Store::malfunction: s.malfunctions[i] = v; break;
    case Store::clock: break;
  }
}

double CompiledPlant::total_mass(const PlantState& s) const {
  double sum = s.states[static_cast<std::size_t>(ledger_state)];
  for (int i : mass_states) sum += s.states[static_cast<std::size_t>(i)];
  return sum;
}
double CompiledPlant::total_energy(const PlantState& s) const {
  double sum = s.states[static_cast<std::size_t>(ledger_state) + 1];
  for (int i : energy_states) sum += s.states[static_cast<std::size_t>(i)];
  return sum;
}

const BlockLayout* CompiledPlant::find(std::string_view tag) const {
  for (const BlockLayout& b : blocks)
    if (b.tag == tag) return &b;
  return nullptr;
}

}  // namespace retort
