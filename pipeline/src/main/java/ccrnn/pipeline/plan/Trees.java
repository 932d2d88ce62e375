package ccrnn.pipeline.plan;

import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.sweep.CommonRows;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Grows trees of trials that share epochs. The trunk is a trial that stays intact longest, so that
 * no epochs are trained that belong to no trial: the intact one if it is asked for and long enough,
 * else the one with the latest lesion.
 */
final class Trees {
  /** Longest first; of equal ones, those without a lesion. */
  private static final Comparator<Trial> LONGEST =
      Comparator.comparingLong((Trial trial) -> -trial.integer(CommonRows.EPOCHS))
          .thenComparing(trial -> trial.find(CerebellumRows.LESION_EPOCH).isPresent())
          .thenComparing(Trial::id);

  private static final Comparator<Branch> BY_FORK =
      Comparator.comparingInt(Branch::forkedAt).thenComparing(branch -> branch.trial().id());

  private Trees() {}

  /** Where a family of trials starts. */
  record Start(String snapshot, int epochs) {
    static final Start ANEW = new Start("", 0);
  }

  /** A lesion and its onset. */
  private record Lesion(Object kind, Object epoch, Object fraction) {
    static Lesion of(Trial trial) {
      return new Lesion(
          trial.word(CerebellumRows.LESION),
          trial.integer(CerebellumRows.LESION_EPOCH),
          trial.find(CerebellumRows.LESION_FRACTION).orElse(1.0));
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
    record Group(String family, Start start) {}
    Map<Group, List<Trial>> groups = new LinkedHashMap<>();
    for (Trial trial : trials) {
      Start start = snapshots.latest(trial).orElse(Start.ANEW);
      groups
          .computeIfAbsent(new Group(Lineage.family(trial), start), none -> new ArrayList<>())
          .add(trial);
    }
    List<Tree> trees = new ArrayList<>();
    groups.forEach((group, members) -> trees.addAll(family(members, group.start(), paces)));
    return sorted(trees);
  }

  /** Trees of trials that differ in lesions and epochs only and start alike. */
  static List<Tree> regrow(List<Trial> trials, Start start) {
    return family(trials, start, Paces.ESTIMATED);
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

  /**
   * The trees of trials that differ in lesions and epochs only: one, but for lesions in epoch 1.
   */
  private static List<Tree> family(List<Trial> trials, Start start, Paces paces) {
    List<Trial> intact = new ArrayList<>();
    Map<Lesion, List<Trial>> lesioned = new LinkedHashMap<>();
    for (Trial trial : trials) {
      if (Lineage.isLesioned(trial)) {
        lesioned.computeIfAbsent(Lesion.of(trial), none -> new ArrayList<>()).add(trial);
      } else {
        intact.add(trial);
      }
    }
    List<Tree> trees = new ArrayList<>();
    List<List<Trial>> forking = new ArrayList<>();
    for (List<Trial> equals : lesioned.values()) {
      int onset = Lineage.intactEpochs(equals.get(0));
      if (onset == 0 || onset < start.epochs()) {
        trees.add(tree(branch(equals, start.epochs(), List.of()), start, paces));
      } else {
        forking.add(equals);
      }
    }
    if (!intact.isEmpty() || !forking.isEmpty()) {
      trees.add(tree(trunk(intact, forking, start.epochs()), start, paces));
    }
    return trees;
  }

  private static Branch trunk(List<Trial> intact, List<List<Trial>> lesioned, int from) {
    List<List<Trial>> others = new ArrayList<>(lesioned);
    others.sort(
        Comparator.comparingInt((List<Trial> equals) -> -Lineage.intactEpochs(equals.get(0)))
            .thenComparing(equals -> longest(equals), LONGEST));
    int lastOnset = others.isEmpty() ? 0 : Lineage.intactEpochs(others.get(0).get(0));
    boolean intactLeads = !intact.isEmpty() && longest(intact).integer(CommonRows.EPOCHS) >= lastOnset;
    List<Trial> leading = intactLeads ? intact : others.remove(0);
    List<Branch> forks = new ArrayList<>();
    for (List<Trial> equals : others) {
      forks.add(branch(equals, Lineage.intactEpochs(equals.get(0)), List.of()));
    }
    if (!intactLeads) {
      intact.forEach(trial -> forks.add(ending(trial)));
    }
    return branch(leading, from, forks);
  }

  private static Trial longest(List<Trial> trials) {
    return trials.stream().min(LONGEST).orElseThrow();
  }

  /** The longest of trials that differ in length only; the others fork where they end. */
  private static Branch branch(List<Trial> trials, int from, List<Branch> others) {
    Trial longest = longest(trials);
    List<Branch> forks =
        Stream.concat(
                others.stream(),
                trials.stream().filter(trial -> !trial.equals(longest)).map(Trees::ending))
            .sorted(BY_FORK)
            .toList();
    return new Branch(longest, from, forks);
  }

  private static Branch ending(Trial trial) {
    return new Branch(trial, Math.toIntExact(trial.integer(CommonRows.EPOCHS)), List.of());
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
    Cost cost = Cost.of(trunk);
    double skipped = cost.operationsUntil(start.epochs());
    List<Tree> parts = new ArrayList<>();
    ArrayDeque<Branch> left = new ArrayDeque<>(tree.trunk().forks());
    double seconds = tree.seconds();
    while (seconds > limit && !left.isEmpty()) {
      List<Trial> members = new ArrayList<>();
      double own = 0; // of the part, beside its copy of the trunk
      while (seconds > limit && !left.isEmpty()) {
        Branch next = left.getFirst();
        double alone = next.seconds(paces);
        double copy = paces.seconds(trunk, cost.operationsUntil(next.forkedAt()) - skipped);
        if (!members.isEmpty() && copy + own + alone > limit) {
          break;
        }
        members.addAll(left.removeFirst().trials());
        own += alone;
        seconds -= alone;
      }
      parts.addAll(family(members, start, paces));
    }
    parts.add(tree(new Branch(trunk, start.epochs(), List.copyOf(left)), start, paces));
    return parts;
  }
}
