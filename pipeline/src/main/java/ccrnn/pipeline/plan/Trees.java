package ccrnn.pipeline.plan;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Grows trees of trials that share epochs. The trunk is a trial to which nothing happens for
 * longest, so that no epochs are trained that belong to no trial: one to which nothing happens at
 * all (intact, where it is lesions that begin) if it is asked for and long enough, else one with
 * the latest onset. What has an onset in common is a tree of its own from there on, whose trunk is
 * found the same way.
 */
final class Trees {
  /** Longest first; of equal ones, that which has least before it. */
  private static final Comparator<Lineage> LONGEST =
      Comparator.comparingLong((Lineage trial) -> -trial.epochs())
          .thenComparing(Lineage::prospects)
          .thenComparing(lineage -> lineage.trial().id());

  private static final Comparator<Branch> BY_FORK =
      Comparator.comparingInt(Branch::forkedAt).thenComparing(branch -> branch.trial().id());

  private Trees() {}

  /** Where a family of trials starts. */
  record Start(String snapshot, int epochs) {
    static final Start ANEW = new Start("", 0);
  }

  /** What is about to begin after some epochs, with all that has begun before. */
  private record Next(int onset, Map<Setting, Object> begun) {
    static Next of(Lineage trial, int onset) {
      return new Next(onset, trial.begun(onset + 1));
    }
  }

  /**
   * Puts every trial into one tree.
   *
   * @param trials distinct
   * @param snapshots what trials may go on from
   * @param paces how long they take
   * @return dearest first, then by id of the trunk
   */
  static List<Tree> grow(Collection<Trial> trials, Snapshots snapshots, Paces paces) {
    return grow(trials.stream().map(Lineage::of).toList(), snapshots, paces);
  }

  /** As above, of trials whose onsets need not be those that their families tell. */
  static List<Tree> grow(List<Lineage> trials, Snapshots snapshots, Paces paces) {
    record Group(String family, Start start) {}
    Map<Group, List<Lineage>> groups = new LinkedHashMap<>();
    for (Lineage trial : trials) {
      Start start = snapshots.latest(trial).orElse(Start.ANEW);
      groups
          .computeIfAbsent(new Group(trial.family(), start), none -> new ArrayList<>())
          .add(trial);
    }
    List<Tree> trees = new ArrayList<>();
    groups.forEach((group, members) -> trees.addAll(family(members, group.start(), paces)));
    return sorted(trees);
  }

  /** Trees of trials of one family that start alike. */
  static List<Tree> regrow(List<Trial> trials, Start start) {
    return family(trials.stream().map(Lineage::of).toList(), start, Paces.ESTIMATED);
  }

  /** Every trial as a tree of its own, from its beginning. */
  static List<Tree> apart(Collection<Trial> trials, Paces paces) {
    return sorted(
        trials.stream().map(trial -> tree(Branch.alone(trial), Start.ANEW, paces)).toList());
  }

  static List<Tree> sorted(List<Tree> trees) {
    return trees.stream()
        .sorted(
            Comparator.comparingDouble(Tree::seconds)
                .reversed()
                .thenComparing(tree -> tree.trunk().trial().id()))
        .toList();
  }

  private static Tree tree(Branch trunk, Start start, Paces paces) {
    return new Tree(trunk, start.snapshot(), trunk.seconds(paces));
  }

  /** The trees of trials of one family: one, but for what begins in epoch 1. */
  private static List<Tree> family(List<Lineage> trials, Start start, Paces paces) {
    int first = Math.max(1, start.epochs());
    Map<Map<Setting, Object>, List<Lineage>> alike = new LinkedHashMap<>();
    for (Lineage trial : trials) {
      alike.computeIfAbsent(trial.begun(first), none -> new ArrayList<>()).add(trial);
    }
    return alike.values().stream()
        .map(members -> tree(branch(members, start.epochs(), first), start, paces))
        .toList();
  }

  /**
   * A branch of trials that are alike so far.
   *
   * @param trials with the same epochs up to the first onset that is looked at
   * @param from epochs that the branch takes over
   * @param least the first onset that is looked at
   */
  private static Branch branch(List<Lineage> trials, int from, int least) {
    List<Lineage> steady = new ArrayList<>();
    Map<Next, List<Lineage>> changing = new LinkedHashMap<>();
    for (Lineage trial : trials) {
      Integer onset = trial.onsets().ceiling(least);
      if (onset == null) {
        steady.add(trial);
      } else {
        changing.computeIfAbsent(Next.of(trial, onset), none -> new ArrayList<>()).add(trial);
      }
    }
    List<Map.Entry<Next, List<Lineage>>> latestFirst = new ArrayList<>(changing.entrySet());
    latestFirst.sort(
        Comparator.comparingInt((Map.Entry<Next, List<Lineage>> next) -> -next.getKey().onset())
            .thenComparing(next -> longest(next.getValue()), LONGEST));
    int lastOnset = latestFirst.isEmpty() ? 0 : latestFirst.get(0).getKey().onset();
    boolean steadyLeads = !steady.isEmpty() && longest(steady).epochs() >= lastOnset;
    Branch leading =
        steadyLeads
            ? Branch.alone(longest(steady).trial())
            : branch(latestFirst.remove(0).getValue(), from, lastOnset + 1);
    List<Branch> forks = new ArrayList<>(leading.forks());
    for (Map.Entry<Next, List<Lineage>> next : latestFirst) {
      int onset = next.getKey().onset();
      forks.add(branch(next.getValue(), onset, onset + 1));
    }
    for (Lineage trial : steady) {
      if (!trial.trial().equals(leading.trial())) {
        forks.add(ending(trial));
      }
    }
    forks.sort(BY_FORK);
    return new Branch(leading.trial(), from, forks);
  }

  private static Lineage longest(List<Lineage> trials) {
    return trials.stream().min(LONGEST).orElseThrow();
  }

  private static Branch ending(Lineage trial) {
    return new Branch(trial.trial(), Math.toIntExact(trial.epochs()), List.of());
  }

  /**
   * Cuts a tree so that no part takes longer than a limit, if that can be. What is cut off trains
   * its own copy of the trunk up to its last fork. Early forks are cut off first: they have least
   * in common with the trunk and most of their own.
   *
   * @param tree to be cut
   * @param limit in predicted seconds
   * @param paces how long trials take
   * @return the parts, together with the trials of the tree
   */
  static List<Tree> cut(Tree tree, double limit, Paces paces) {
    if (tree.seconds() <= limit || tree.trunk().forks().isEmpty()) {
      return List.of(tree);
    }
    Start start = new Start(tree.snapshotName(), tree.trunk().forkedAt());
    Trial trunk = tree.trunk().trial();
    Cost cost = Families.of(trunk).cost(trunk);
    double skipped = cost.operationsUntil(start.epochs());
    List<Tree> parts = new ArrayList<>();
    ArrayDeque<Branch> left = new ArrayDeque<>(tree.trunk().forks());
    double seconds = tree.seconds();
    while (seconds > limit && !left.isEmpty()) {
      List<Lineage> members = new ArrayList<>();
      double own = 0; // of the part, beside its copy of the trunk
      while (seconds > limit && !left.isEmpty()) {
        Branch next = left.getFirst();
        double alone = next.seconds(paces);
        double copy = paces.seconds(trunk, cost.operationsUntil(next.forkedAt()) - skipped);
        if (!members.isEmpty() && copy + own + alone > limit) {
          break;
        }
        left.removeFirst().trials().forEach(trial -> members.add(Lineage.of(trial)));
        own += alone;
        seconds -= alone;
      }
      parts.addAll(family(members, start, paces));
    }
    parts.add(tree(new Branch(trunk, start.epochs(), List.copyOf(left)), start, paces));
    return parts;
  }
}
