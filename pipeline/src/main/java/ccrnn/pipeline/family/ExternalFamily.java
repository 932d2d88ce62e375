package ccrnn.pipeline.family;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Contradiction.Check;
import ccrnn.pipeline.sweep.NetworkWord;
import ccrnn.pipeline.sweep.ProbeWord;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Use;
import ccrnn.pipeline.sweep.Vocabulary;
import ccrnn.pipeline.sweep.When;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The words of a family that is no part of this project. Which jar it came from, to the bit, is a
 * setting of its trials ({@link CommonRows#FAMILY}) and so of their ids; and what its code throws
 * is told as a mistake of that jar.
 *
 * @param family the family itself
 * @param jar file name of where it came from
 * @param identity the value of {@link CommonRows#FAMILY}
 */
record ExternalFamily(Family family, String jar, String identity) implements Vocabulary {
  /** Asked while a trial is trained: what is thrown there is the trial's failure, told as it is. */
  private static final Set<String> OF_A_TRIAL = Set.of("trainee", "schedule", "dysmetria");

  private static final int DIGITS = 16;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._+-]{1,40}");

  static ExternalFamily of(Family family) {
    Path jar = origin(family.getClass());
    String name = jar.getFileName().toString();
    String word = told(name, family::name);
    String version = told(name, family::version);
    String identity = word + "@" + version + "@sha256:" + hash(jar);
    if (!NAME.matcher(word).matches() || !VERSION.matcher(version).matches()) {
      throw new UserError(
          name
              + ": family '"
              + word
              + "' of version '"
              + version
              + "': a name is lower case letters, digits and '-', a version letters, digits and"
              + " '.', '_', '+', '-', both at most 40");
    }
    return new ExternalFamily(family, name, identity);
  }

  /** The jar, or the folder of classes, that a class was read from. */
  static Path origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new UserError("family " + type.getName() + " comes from no jar; put it into one");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new UserError(
          "family " + type.getName() + " comes from " + source.getLocation() + ", not from a jar",
          e);
    }
  }

  private static String hash(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new UserError(jar + " is a folder of classes; put the family into a jar");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (IOException e) {
      throw new UserError("cannot read " + jar + ": " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Asks foreign code. */
  private static <T> T told(String jar, Supplier<T> question) {
    try {
      T answer = question.get();
      if (answer == null) {
        throw new UserError(jar + ": its family answers null where something is due");
      }
      return answer;
    } catch (UserError e) {
      throw e;
    } catch (LinkageError e) {
      throw builtAgainstAnother(jar, e);
    } catch (RuntimeException e) {
      throw new UserError(jar + ": its family throws " + e, e);
    }
  }

  static UserError builtAgainstAnother(String jar, LinkageError e) {
    return new UserError(
        jar + " was built against another version of this program (" + e + "); build it again", e);
  }

  private <T> T told(Supplier<T> question) {
    return told(jar, question);
  }

  /** The family, whose mistakes outside trials are told as those of its jar. */
  Family guarded() {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("equals")) {
            return proxy == arguments[0];
          }
          return method.getDeclaringClass() == Object.class || OF_A_TRIAL.contains(method.getName())
              ? ask(method, arguments)
              : told(
                  () ->
                      method.getReturnType() == void.class
                          ? done(method, arguments)
                          : ask(method, arguments));
        };
    return (Family)
        Proxy.newProxyInstance(
            Family.class.getClassLoader(), new Class<?>[] {Family.class}, handler);
  }

  /** What a question without an answer comes to; Java does not look at it. */
  private Object done(Method method, Object[] arguments) {
    ask(method, arguments);
    return method;
  }

  private Object ask(Method method, Object[] arguments) {
    try {
      return method.invoke(family, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // no question declares another
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the methods of an interface are public", e);
    }
  }

  @Override
  public String name() {
    return told(family::name) + " (" + jar + ")";
  }

  @Override
  public List<NetworkWord> networks() {
    return told(family::networks);
  }

  @Override
  public String usualNetwork() {
    return told(family::usualNetwork);
  }

  @Override
  public List<Use> settings() {
    List<Use> settings = new ArrayList<>(told(family::settings));
    if (settings.stream().noneMatch(use -> use.setting() == CommonRows.NETWORK)) {
      throw new UserError(jar + ": the settings of its family lack " + CommonRows.NETWORK.key());
    }
    String[] words = networks().stream().map(NetworkWord::word).toArray(String[]::new);
    settings.add(
        new Use(CommonRows.FAMILY, List.of(), List.of(), Optional.empty())
            .in(When.network(words).named(String.join(", ", words)), identity));
    return settings;
  }

  @Override
  public List<ProbeWord> probes() {
    return told(family::probes);
  }

  @Override
  public List<Check> contradictions() {
    return told(family::contradictions).stream()
        .map(check -> (Check) values -> told(() -> check.in(values)))
        .toList();
  }

  @Override
  public int resultVersion(Map<Setting, Object> values) {
    return told(() -> family.resultVersion(values));
  }

  @Override
  public Optional<String> whyResultVersion(int version) {
    return told(() -> family.whyResultVersion(version));
  }

  @Override
  public int newestResultVersion() {
    return told(family::newestResultVersion);
  }

  @Override
  public int oldestResultVersion() {
    return told(family::oldestResultVersion);
  }
}
