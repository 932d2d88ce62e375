package ccrnn.pipeline.sweep;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.Row.SpecialDefault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All settings of the installed families: their order, and what each means to which network. A
 * family that joins adds words, columns and rows; it changes nothing for the others.
 *
 * <p><b>Order.</b> That of the first family, into which each further one puts its new settings,
 * each after its own setting before it unless it names another place ({@link Use#after}). The
 * settings of one trial all belong to one family, so that no other family moves them in its
 * canonical text.
 *
 * <p><b>What a setting needs.</b> What its {@link Row} says, and one of what the families that use
 * it say; and a network of such a family, unless that follows.
 */
public final class Catalogue {
  /**
   * What a setting is among all families.
   *
   * @param rank its place, from 0
   * @param usual the default where no other holds
   * @param specials other defaults, the first that holds is taken
   * @param conditions what it needs, all of it
   * @param meanings of its words, in order
   * @param wordConditions what words of a set need
   */
  record Entry(
      int rank,
      Optional<Object> usual,
      List<SpecialDefault> specials,
      List<When> conditions,
      Map<String, String> meanings,
      Map<String, When> wordConditions) {}

  private final List<Vocabulary> vocabularies;
  private final List<Setting> settings;
  private final Map<String, Vocabulary> byNetwork = new LinkedHashMap<>();
  private final Map<String, NetworkWord> networks = new LinkedHashMap<>();
  private final Map<String, TaskWord> tasks = new LinkedHashMap<>();
  private final Map<String, Setting> byKey = new LinkedHashMap<>();
  private final Map<Setting, Entry> entries = new LinkedHashMap<>();

  private Catalogue(List<? extends Vocabulary> vocabularies) {
    this.vocabularies = List.copyOf(vocabularies);
    this.vocabularies.forEach(this::addNetworks);
    settings = inOrder();
    settings.forEach(this::addKey);
    for (Setting setting : settings) {
      entries.put(setting, entry(setting, entries.size()));
    }
  }

  /**
   * Puts families together.
   *
   * @param vocabularies their words, at least one
   * @return the catalogue
   * @throws UserError if two of them claim the same network or setting, or one contradicts itself
   */
  public static Catalogue of(List<? extends Vocabulary> vocabularies) {
    return new Catalogue(vocabularies);
  }

  /** Made once, when it is first asked for. */
  private static final class Installed {
    static final Catalogue CATALOGUE;
    static final UserError MISTAKE;

    static {
      Catalogue catalogue = null;
      UserError mistake = null;
      try {
        catalogue =
            of(
                ServiceLoader.load(Vocabularies.class, Catalogue.class.getClassLoader())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no families on the class path"))
                    .installed());
      } catch (UserError e) {
        mistake = e;
      }
      CATALOGUE = catalogue;
      MISTAKE = mistake;
    }
  }

  /**
   * The settings of the families that this program was started with.
   *
   * @return the same catalogue at every call
   * @throws UserError if the families do not go together
   */
  public static Catalogue installed() {
    if (Installed.MISTAKE != null) {
      throw Installed.MISTAKE;
    }
    return Installed.CATALOGUE;
  }

  private void addNetworks(Vocabulary vocabulary) {
    for (NetworkWord network : vocabulary.networks()) {
      Vocabulary other = byNetwork.putIfAbsent(network.word(), vocabulary);
      if (other != null) {
        throw new UserError(
            "network '%s' is claimed by the families %s and %s; leave one of them out"
                .formatted(network.word(), other.name(), vocabulary.name()));
      }
      networks.put(network.word(), network);
      for (TaskWord task : network.tasks()) {
        TaskWord known = tasks.putIfAbsent(task.word(), task);
        if (known != null && !known.equals(task)) {
          throw new UserError(
              "task '%s' of family %s is another than that of the families before it; give it a"
                      .formatted(task.word(), vocabulary.name())
                  + " word of its own");
        }
      }
    }
    if (!byNetwork.containsKey(vocabulary.usualNetwork())) {
      throw new UserError(
          "the usual network of family %s is none of its networks: %s"
              .formatted(vocabulary.name(), vocabulary.usualNetwork()));
    }
  }

  private List<Setting> inOrder() {
    List<Setting> order = new ArrayList<>();
    for (Vocabulary vocabulary : vocabularies) {
      Optional<Setting> before = Optional.empty();
      for (Use use : vocabulary.settings()) {
        if (!order.contains(use.setting())) {
          Optional<Setting> place = use.after().isPresent() ? use.after() : before;
          int at = place.map(order::indexOf).orElse(-1);
          order.add(at + 1, use.setting());
        }
        before = Optional.of(use.setting());
      }
    }
    return Collections.unmodifiableList(order);
  }

  private void addKey(Setting setting) {
    Setting other = byKey.putIfAbsent(setting.key(), setting);
    if (other != null) {
      throw new UserError(
          "setting '%s' of %s is another than that of %s; give it a name of its own"
              .formatted(setting.key(), users(setting), users(other)));
    }
  }

  private String users(Setting setting) {
    return vocabularies.stream()
        .filter(vocabulary -> use(vocabulary, setting).isPresent())
        .map(vocabulary -> "family " + vocabulary.name())
        .collect(Collectors.joining(", "));
  }

  private static Optional<Use> use(Vocabulary vocabulary, Setting setting) {
    return vocabulary.settings().stream().filter(use -> use.setting().equals(setting)).findFirst();
  }

  private Entry entry(Setting setting, int rank) {
    Row row = setting.row();
    List<SpecialDefault> specials = new ArrayList<>();
    for (Vocabulary vocabulary : vocabularies) {
      use(vocabulary, setting).ifPresent(use -> specials.addAll(use.specials()));
    }
    specials.addAll(row.specials);
    Optional<Object> usual = row.usual;
    Map<String, String> meanings = new LinkedHashMap<>(row.meanings);
    Map<String, When> wordConditions = new LinkedHashMap<>();
    if (setting.equals(CommonRows.TASK)) {
      tasks.values().forEach(task -> meanings.put(task.word(), task.meaning()));
      usual = Optional.of(tasks.keySet().iterator().next());
    } else if (setting.equals(CommonRows.NETWORK)) {
      networks.values().forEach(network -> meanings.put(network.word(), network.meaning()));
      String first = vocabularies.get(0).usualNetwork();
      usual = Optional.of(first);
      specials.addAll(usualNetworks(first));
    } else if (setting.equals(CommonRows.PROBES)) {
      for (Vocabulary vocabulary : vocabularies) {
        addProbes(vocabulary, meanings, wordConditions);
      }
    }
    return new Entry(
        rank,
        usual,
        List.copyOf(specials),
        conditions(setting),
        Collections.unmodifiableMap(meanings),
        Collections.unmodifiableMap(wordConditions));
  }

  /** Where the usual network cannot learn a task, that of the first family that can. */
  private List<SpecialDefault> usualNetworks(String first) {
    Map<String, List<TaskWord>> others = new LinkedHashMap<>();
    for (TaskWord task : tasks.values()) {
      if (!networks.get(first).tasks().contains(task)) {
        for (Vocabulary vocabulary : vocabularies) {
          if (networks.get(vocabulary.usualNetwork()).tasks().contains(task)) {
            others.computeIfAbsent(vocabulary.usualNetwork(), w -> new ArrayList<>()).add(task);
            break;
          }
        }
      }
    }
    List<SpecialDefault> specials = new ArrayList<>();
    others.forEach(
        (network, able) ->
            specials.add(new SpecialDefault(When.task(able.toArray(TaskWord[]::new)), network)));
    return specials;
  }

  private void addProbes(
      Vocabulary vocabulary, Map<String, String> meanings, Map<String, When> conditions) {
    for (ProbeWord probe : vocabulary.probes()) {
      String meaning = meanings.putIfAbsent(probe.word(), probe.meaning());
      When here = probe.when().orElseGet(() -> When.network(words(vocabulary)));
      boolean alone = families(CommonRows.PROBES).size() == 1;
      if (meaning == null) {
        if (probe.when().isPresent() || !alone) {
          conditions.put(probe.word(), here);
        }
      } else {
        conditions.computeIfPresent(probe.word(), (word, there) -> there.or(here));
      }
    }
  }

  private static String[] words(Vocabulary vocabulary) {
    return vocabulary.networks().stream().map(NetworkWord::word).toArray(String[]::new);
  }

  /** The families to whose networks a setting can mean something. */
  private List<Vocabulary> families(Setting setting) {
    return vocabularies.stream()
        .filter(vocabulary -> use(vocabulary, setting).isPresent())
        .toList();
  }

  private List<When> conditions(Setting setting) {
    List<When> conditions = new ArrayList<>();
    List<Vocabulary> users = families(setting);
    boolean narrowed =
        users.stream().anyMatch(user -> !use(user, setting).orElseThrow().conditions().isEmpty());
    List<When> own = new ArrayList<>(setting.row().conditions);
    if (setting.equals(CommonRows.DATA)) {
      own.add(withData());
    }
    if (narrowed && users.size() == 1) {
      conditions.addAll(use(users.get(0), setting).orElseThrow().conditions());
    } else if (narrowed) {
      conditions.add(
          users.stream()
              .map(user -> condition(user, use(user, setting).orElseThrow()))
              .reduce(When::or)
              .orElseThrow());
    } else if (isPossibleElsewhere(own, users)) {
      conditions.add(
          When.network(
              users.stream()
                  .flatMap(user -> List.of(words(user)).stream())
                  .toArray(String[]::new)));
    }
    conditions.addAll(own);
    return List.copyOf(conditions);
  }

  private static When condition(Vocabulary user, Use use) {
    return switch (use.conditions().size()) {
      case 0 -> When.network(words(user));
      case 1 -> use.conditions().get(0);
      default -> new When.All(use.conditions());
    };
  }

  private When withData() {
    List<TaskWord> able = tasks.values().stream().filter(task -> task.data().isPresent()).toList();
    Set<String> groups =
        able.stream().map(TaskWord::group).collect(Collectors.toCollection(LinkedHashSet::new));
    return When.task(able.toArray(TaskWord[]::new)).named(String.join(", ", groups));
  }

  /** Whether conditions can hold for a network of a family that is none of these. */
  private boolean isPossibleElsewhere(List<When> conditions, List<Vocabulary> users) {
    for (Map.Entry<String, Vocabulary> other : byNetwork.entrySet()) {
      Scope scope = new Scope(Optional.empty(), Optional.of(other.getKey()));
      if (!users.contains(other.getValue())
          && conditions.stream().allMatch(when -> when.possible(scope, this))) {
        return true;
      }
    }
    return false;
  }

  /**
   * @return all settings, in order
   */
  public List<Setting> settings() {
    return settings;
  }

  /**
   * @param key a name as written in a sweep file
   * @return the setting of that name, if there is one
   */
  public Optional<Setting> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Entry entry(Setting setting) {
    Entry entry = entries.get(setting);
    if (entry == null) {
      throw new IllegalStateException(
          "setting " + setting.key() + " is used by none of the installed families");
    }
    return entry;
  }

  boolean isPossible(Setting setting, Scope scope) {
    return entry(setting).conditions().stream().allMatch(when -> when.possible(scope, this));
  }

  /**
   * @param network a word of {@link CommonRows#NETWORK}
   * @return the family that it belongs to
   * @throws IllegalArgumentException if it belongs to none
   */
  public Vocabulary vocabulary(String network) {
    Vocabulary vocabulary = byNetwork.get(network);
    if (vocabulary == null) {
      throw new IllegalArgumentException("no family has a network " + network);
    }
    return vocabulary;
  }

  /**
   * @return the highest version of numbers that any family makes
   */
  public int newestResultVersion() {
    return vocabularies.stream().mapToInt(Vocabulary::newestResultVersion).max().orElseThrow();
  }

  /**
   * @return the lowest version of numbers that any family makes
   */
  public int oldestResultVersion() {
    return vocabularies.stream().mapToInt(Vocabulary::oldestResultVersion).min().orElseThrow();
  }

  /**
   * @param scope of some trials
   * @return words of the networks that can be in it, in order
   */
  public List<String> networks(Scope scope) {
    return networks.values().stream()
        .filter(network -> scope.network().map(network.word()::equals).orElse(true))
        .filter(
            network ->
                scope
                    .task()
                    .map(
                        word -> network.tasks().stream().anyMatch(task -> task.word().equals(word)))
                    .orElse(true))
        .map(NetworkWord::word)
        .toList();
  }

  /**
   * @param scope of some trials
   * @return words of the tasks that can be in it, in order
   */
  public List<String> tasks(Scope scope) {
    return tasks.values().stream()
        .filter(task -> scope.task().map(task.word()::equals).orElse(true))
        .filter(
            task ->
                scope
                    .network()
                    .map(
                        word ->
                            networks.containsKey(word) && networks.get(word).tasks().contains(task))
                    .orElse(true))
        .map(TaskWord::word)
        .toList();
  }

  /**
   * @param word of a task
   * @return the task, if there is one of that word
   */
  public Optional<TaskWord> task(String word) {
    return Optional.ofNullable(tasks.get(word));
  }
}
