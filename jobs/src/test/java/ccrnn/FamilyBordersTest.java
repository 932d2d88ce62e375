package ccrnn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.sweep.Catalogue;
import ccrnn.pipeline.sweep.Scope;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What depends on a model is asked of its family: no other code knows the family's classes, or the
 * words of its networks and tasks. The words are those of the catalogue, so that a new family is
 * kept to this as well.
 */
class FamilyBordersTest {
  /** Words that mean something else too, as a rule: the program's name, and plain English. */
  private static final Set<String> COMMON = Set.of("ccrnn", "captions", "reaching");

  /** Files that may write a word, and why. */
  private static final Map<String, String> MAY_WRITE =
      Map.of(
          "CcrnnCommand.java", "the program's own name",
          "DataCaptionsCommand.java", "a command and a column that are named after the data");

  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "(?s)//[^\\n]*|/\\*.*?\\*/|'(?:[^'\\\\\\n]|\\\\.)'"
              + "|\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  private static Set<String> words() {
    Set<String> words = new TreeSet<>(Catalogue.installed().networks(Scope.ALL));
    words.addAll(Catalogue.installed().tasks(Scope.ALL));
    return words;
  }

  /** Whether a text names a network or a task. */
  private static boolean names(String text, String word) {
    if (text.equals(word)) {
      return true;
    }
    String exactly = Pattern.quote(word);
    String sql = "'" + exactly + "'|(?<![\\w-])" + exactly + "_\\w|\\w_" + exactly + "(?![\\w-])";
    String alone = "(?<![\\w-])" + exactly + "(?![\\w-])";
    return Pattern.compile(COMMON.contains(word) ? sql : sql + "|" + alone).matcher(text).find();
  }

  private static List<String> literals(String source) {
    return COMMENT_OR_LITERAL
        .matcher(source)
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .filter(literal -> literal != null)
        .toList();
  }

  private static List<Path> files(Path root, String end) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().replace('\\', '/').contains("/pipeline/family/"))
          .sorted()
          .toList();
    }
  }

  @Test
  void noClassOutsideAFamilyWritesTheWordOfANetworkOrTask() throws IOException {
    List<String> found = new ArrayList<>();
    Set<String> allowed = MAY_WRITE.keySet();
    Set<String> used = new TreeSet<>();
    for (String module : List.of("../pipeline/src/main/java", "src/main/java")) {
      for (Path file : files(Path.of(module), ".java")) {
        String name = file.getFileName().toString();
        for (String literal : literals(Files.readString(file, UTF_8))) {
          for (String word : words()) {
            if (names(literal, word)) {
              used.add(name);
              if (!allowed.contains(name)) {
                found.add(file + ": " + word + " in \"" + literal.strip() + "\"");
              }
            }
          }
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(used).as("exceptions that are none any more").containsAll(allowed);
  }

  @Test
  void noViewOutsideAFamilyWritesTheWordOfANetworkOrTask() throws IOException {
    List<Path> views = files(Path.of("../pipeline/src/main/resources"), ".sql");
    assertThat(views).isNotEmpty();
    for (Path view : views) {
      String sql = Files.readString(view, UTF_8).replaceAll("--[^\\n]*", "");
      assertThat(words()).noneMatch(word -> names(sql, word));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return \"bptt\".equals(x);",
        "ask(\"WHERE network = 'ccrnn'\");",
        "ask(\"SELECT crnn_id, ccrnn_loss\");",
        "say(\"beside the crnn of a seed\");",
        "case \"captions\" -> 1;",
        "ask(\"\"\"\n SELECT * FROM trials WHERE task = 'captions'\n \"\"\");"
      })
  void aWordIsSeen(String source) {
    assertThat(literals(source)).anyMatch(text -> words().stream().anyMatch(w -> names(text, w)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "say(\"ccrnn: `ccrnn data captions` makes one\");",
        "key(\"ccrnn.format-version\");",
        "// \"bptt\"",
        "/** Such as \"crnn\". */ int x = '\"' + 1;",
        "say(\"captions of images, reaching further\");"
      })
  void whatIsNoWordOfASweepIsNot(String source) {
    assertThat(literals(source)).noneMatch(text -> words().stream().anyMatch(w -> names(text, w)));
  }

  static List<Family> families() {
    return Families.all();
  }

  @ParameterizedTest
  @MethodSource("families")
  void onlyAFamilyKnowsItsClasses(Family family) {
    String own = family.getClass().getPackageName() + "..";
    noClasses()
        .that()
        .resideOutsideOfPackage(own)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(own)
        .because("what depends on a model is asked through Family")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("ccrnn"));
  }
}
