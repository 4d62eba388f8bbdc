// The right-hand side of the plant's ODE, its exact Jacobian, and its outputs.
//
// A branch is a chain of inline elements between two volumes. With D the pressure that drives it (ends, static head, pumps)
//   D  = p_from - p_to + g rho (z_from - z_to) + sum a0                       Pa        (1)
//   w  = 2 D / (a1 + sqrt(a1^2 + 4 a2 sqrt(D^2 + D_lam^2)))                   kg/s      (2)
// which solves D = a1 w + a2 w |w| and is C1 (and linear over D_lam) through zero. A choking valve caps |w| at the root of
//   a2_v w^2 / FL^2 = p_in - FF p_v,   p_in = p_from + ... - a1_b w - a2_b w^2 (b: what stands before it)   (3)
// with FF = 0.96 - 0.28 sqrt(p_v / p_c) (IEC 60534-2-1). Gas: gas_flow.h. The flow is what its two ends give, each as far as its port
// is covered (two_way in smooth.h; its width is what 0.1 Pa drives):
//   w = c_from ahead(w) + c_to back(w),   ahead >= 0 >= back                                      (4)
// Mass, components and energy w (h + g z) are taken from the end that gives and given to the other: sums over all states never change,
// and no end gives a component or heat that only the other has.
#include <algorithm>
#include <cmath>

#include "sim/base/smooth.h"
#include "sim/model/compiled_plant.h"
#include "sim/model/gas_flow.h"

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
      // Beyond the critical point a vapour pressure means nothing: it levels off there.
      // Near zero its root has no slope: it levels off there, too.
      const T reduced = kept_above(T(p_vap / p_critical), 0.0, 1e-9);
      const T r_eff = value(reduced) < 0.5 ? reduced : T(0.5 + 0.5 * tanh(T(2.0 * reduced - 1.0)));
      const T ff = 0.96 - 0.28 * sqrt(r_eff);
      const T room = 1e-3 + softplus(T(p_start + before.a0 - ff * (r_eff * p_critical)), 500.0);
      const T a2 = r.a2 / r.choke + before.forward;
      const T cap = 2.0 * room / (before.a1 + sqrt(before.a1 * before.a1 + 4.0 * a2 * room));
      // Rounded over 0.2 % of the cap, by a form that leaves no trace at zero flow.
      const T width = 0.002 * cap;
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
  PortsView<T> from_ports, to_ports;
  LocalView<T> elements[kMaxElements];
  PortsView<T> element_ports[kMaxElements];
};

/// One end of a branch: what it shows and where a flow is booked.
template <class T>
struct End {
  const CompiledPlant& plant;
  int block, port;
  const LocalView<T>& view;
  const PortsView<T>& ports;

  const PortDecl& declared() const { return plant.blocks[static_cast<std::size_t>(block)].declared->ports[static_cast<std::size_t>(port)]; }
  const FluidState<T>& fluid() const { return ports.states[port]; }
  const T* fractions() const { return ports.fractions + declared().fraction; }

  /// `gives` leaves with this end's own composition, `takes` comes with the other's; `energy` leaves in all.
  void book(const T& gives, const T& takes, const T& energy, const End& other) const {
    const PortDecl& d = declared();
    const BlockLayout& b = plant.blocks[static_cast<std::size_t>(block)];
    if (b.block->exchanges()) {
      Exchange<T> x(view, {port}, gives, takes, energy, ports, other.fluid(), other.fractions());
      b.block->exchange(x);
      return;
    }
    const T w = gives - takes;
    view.dx[d.mass_state] -= w;
    view.dx[d.energy_state] -= energy;
    if (d.total_state >= 0) view.dx[d.total_state] += w;
    if (d.component_state < 0) return;
    const T *own = fractions(), *theirs = other.fractions();
    for (int i = 0; i < d.medium->components; ++i) view.dx[d.component_state + i] -= gives * own[i] - takes * theirs[i];
  }
};

template <class T>
void evaluate_branch(const CompiledPlant& plant, const Branch& b, const BranchContext<T>& c, Ledger<T>& ledger) {
  const End<T> from{plant, b.from_block, b.from_port, c.from, c.from_ports}, to{plant, b.to_block, b.to_port, c.to, c.to_ports};
  const FluidState<T>& f = from.fluid();
  const FluidState<T>& t = to.fluid();
  const GasEnds<T> gas = b.gas ? gas_ends(f, t) : GasEnds<T>{};
  const T rho = b.gas ? gas.mean : b.rho_of < 0 ? T(0.5 * (f.rho + t.rho)) : b.rho_of == 0 ? f.rho : t.rho;
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
  T valve_drop(0.0);
  int valve = -1;
  if (b.gas) {
    valve = widest_drop(parts, n);
    if (valve >= 0) w = gas_flow_through_valve(parts, b, valve, gas, d, sum.a1, a2, valve_drop);
  } else if (chokes) {
    const double pc = b.medium->liquid ? b.medium->liquid->p_critical : 5e6;
    if (value(w) >= 0) {
      w = choke_limit(parts, b, true, T(f.p + head), p_vap, pc, w);
    } else {
      w = -choke_limit(parts, b, false, t.p, p_vap, pc, T(-w));
    }
  }
  const T side = direction(d);
  const T still = 2.0 * kStillWidth / (sum.a1 + sqrt(sum.a1 * sum.a1 + 4.0 * kLaminarWidth * a2));
  const TwoWay<T> given = two_way(w, still);
  const T ahead = given.ahead * f.cover, back = given.back * t.cover;
  w = ahead + back;
  const T energy = ahead * (f.h + kGravity * f.z) + back * (t.h + kGravity * t.z);

  if (b.medium->components == 0) {
    from.book(w, T(0.0), energy, to);
    to.book(T(-w), T(0.0), T(-energy), from);
  } else {
    from.book(ahead, T(-back), energy, to);
    to.book(T(-back), ahead, T(-energy), from);
  }

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
    if (i == valve) p_next = p - valve_drop;
    if (i == n - 1) p_next = t.p;  // a choked or uncovered branch loses the rest in its last element
    through.w = e.forward ? w : T(-w);
    through.p_in = e.forward ? p : p_next;
    through.p_out = e.forward ? p_next : p;
    through.z = f.z + (t.z - f.z) * (i + 0.5) / n;
    Eval<T> eval(c.elements[i], c.element_ports[i], &through, ledger);
    plant.blocks[e.block].block->eval(eval);
    if (value(eval.lost_upstream) != 0) {
      // What leaks comes from the end that the pressure drives it from, whichever way the line was drawn.
      const auto lose = [&](const End<T>& end, const T& lost) {
        const FluidState<T>& v = end.fluid();
        const T lost_energy = lost * (v.h + kGravity * v.z);
        end.book(lost, T(0.0), lost_energy, end);
        ledger.mass += lost;
        ledger.energy += lost_energy;
      };
      lose(from, T(eval.lost_upstream * (0.5 * (1.0 + side)) * f.cover));
      lose(to, T(eval.lost_upstream * (0.5 * (1.0 - side)) * t.cover));
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

PortsView<double> ports_of(const BlockLayout& b, EvalWorkspace& ws) {
  return {ws.ports.data() + b.first_port, ws.fractions.data() + b.first_fraction, b.declared->ports.data(), ws.kept.data() + b.first_kept};
}

}  // namespace

void CompiledPlant::derivatives(const PlantState& s, const double* y, double* dydt, double* outputs,
                                EvalWorkspace& ws) const {
  std::fill(dydt, dydt + s.states.size(), 0.0);
  ws.ports.resize(static_cast<std::size_t>(n_ports));
  ws.fractions.resize(static_cast<std::size_t>(n_fractions));
  ws.kept.resize(static_cast<std::size_t>(n_kept));
  for (const BlockLayout& b : blocks) {
    if (!b.publishes) continue;
    Publish<double> p(view_of(b, s, y, dydt, nullptr), ports_of(b, ws));
    b.block->publish(p);
  }
  Ledger<double> ledger;
  BranchContext<double> c;
  for (const Branch& b : branches) {
    const BlockLayout &f = blocks[b.from_block], &t = blocks[b.to_block];
    c.from = view_of(f, s, y, dydt, outputs);
    c.to = view_of(t, s, y, dydt, outputs);
    c.from_ports = ports_of(f, ws);
    c.to_ports = ports_of(t, ws);
    for (std::size_t i = 0; i < b.elements.size(); ++i) {
      const BlockLayout& e = blocks[b.elements[i].block];
      c.elements[i] = view_of(e, s, y, dydt, outputs);
      c.element_ports[i] = ports_of(e, ws);
    }
    evaluate_branch(*this, b, c, ledger);
  }
  for (const BlockLayout& b : blocks) {
    if (b.has_path) continue;
    Eval<double> e(view_of(b, s, y, dydt, outputs), ports_of(b, ws), nullptr, ledger);
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
    int n_ports = 0, n_fractions = 0, n_kept = 0;
    for (int b : piece.blocks) {
      n_ports += blocks[b].n_ports;
      n_fractions += blocks[b].n_fractions;
      n_kept += blocks[b].declared->n_kept;
    }
    ws.dual_kept.resize(static_cast<std::size_t>(n_kept));
    ws.dual_ports.resize(static_cast<std::size_t>(n_ports));
    ws.dual_fractions.resize(static_cast<std::size_t>(n_fractions));

    std::vector<LocalView<DualN>> views(piece.blocks.size());
    std::vector<PortsView<DualN>> port_of(piece.blocks.size());
    FluidState<DualN>* next_port = ws.dual_ports.data();
    DualN *next_fraction = ws.dual_fractions.data(), *next_kept = ws.dual_kept.data();
    for (std::size_t k = 0; k < piece.blocks.size(); ++k) {
      const BlockLayout& b = blocks[piece.blocks[k]];
      for (int i = 0; i < b.n_states; ++i) ws.x[piece.offsets[k] + i] = DualN(y[b.first_state + i]);
      views[k] = {ws.x.data() + piece.offsets[k],
                  ws.dx.data() + piece.offsets[k],
                  nullptr,
                  s.memories.data() + b.first_memory,
                  s.inputs.data() + b.first_input,
                  s.malfunctions.data() + b.first_malfunction};
      port_of[k] = {next_port, next_fraction, b.declared->ports.data(), next_kept};
      next_kept += b.declared->n_kept;
      next_port += b.n_ports;
      next_fraction += b.n_fractions;
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
        int only = -1;  // a volume at one end is looked at through one port
        if (piece.branch >= 0) {
          const Branch& b = branches[piece.branch];
          if (b.from_block != b.to_block && piece.blocks[k] == b.from_block) only = b.from_port;
          if (b.from_block != b.to_block && piece.blocks[k] == b.to_block) only = b.to_port;
        }
        Publish<DualN> p(views[k], port_of[k], only);
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

BlockId CompiledPlant::block_called(std::string_view tag) const {
  const auto it = by_tag.find(tag);
  return it == by_tag.end() ? kNoBlock : it->second;
}
const BlockLayout* CompiledPlant::block_of(RowId row) const {
  const BlockId b = row == kNoRow ? kNoBlock : wiring.block_of[static_cast<std::size_t>(row)];
  return b == kNoBlock ? nullptr : &blocks[static_cast<std::size_t>(b)];
}

BlockId CompiledPlant::driver_of(RowId input) const {
  for (std::size_t i = 0; i < wiring.blocks.size(); ++i)
    if (const std::vector<RowId>& to = wiring.blocks[i].drives; std::find(to.begin(), to.end(), input) != to.end()) return static_cast<BlockId>(i);
  return kNoBlock;
}
const InstrumentWiring* CompiledPlant::instrument_of(RowId row) const {
  const BlockId b = row == kNoRow ? kNoBlock : wiring.block_of[static_cast<std::size_t>(row)];
  const int i = b == kNoBlock ? -1 : wired(b).instrument;
  return i < 0 ? nullptr : &wiring.instruments[static_cast<std::size_t>(i)];
}

const BlockLayout* CompiledPlant::find(std::string_view tag) const {
  const BlockId b = block_called(tag);
  return b == kNoBlock ? nullptr : &blocks[static_cast<std::size_t>(b)];
}

}  // namespace retort
