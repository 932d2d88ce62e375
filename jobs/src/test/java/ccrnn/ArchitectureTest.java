package ccrnn;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of all three modules, read from the class files of their main code. */
final class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("ccrnn");

  private static final String MODEL = "ccrnn.model..";
  private static final String PIPELINE = "ccrnn.pipeline..";
  private static final String JOBS = "ccrnn.jobs..";
  private static final String[] RUN_STORE_QUERY = {
    "ccrnn.pipeline.run..", "ccrnn.pipeline.store..", "ccrnn.pipeline.query.."
  };

  @Test
  void allModulesAreLookedAt() {
    assertThat(List.of("ccrnn.model", "ccrnn.pipeline", "ccrnn.jobs"))
        .allMatch(OURS::containPackage);
  }

  @Test
  void packagesHaveNoCycles() {
    check(
        slices().matching("ccrnn.(**)").should().beFreeOfCycles(),
        "a package must be readable without what depends on it");
  }

  @Test
  void modulesDependDownwardsOnly() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("jobs")
            .definedBy(JOBS)
            .layer("pipeline")
            .definedBy(PIPELINE)
            .layer("model")
            .definedBy(MODEL)
            .whereLayer("jobs")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("jobs"),
        "what trains must not know who asked for it");
  }

  /** From the roof to the ground. A class in a package that no floor names breaks the rule. */
  @Test
  void jobsHasFloors() {
    check(
        layeredArchitecture()
            .consideringAllDependencies()
            .ensureAllClassesAreContainedInArchitectureIgnoring(MODEL, PIPELINE)
            .layer("main")
            .definedBy("ccrnn.jobs")
            .layer("command")
            .definedBy("ccrnn.jobs.command..")
            .layer("report")
            .definedBy("ccrnn.jobs.report..")
            .layer("figure")
            .definedBy("ccrnn.jobs.figure..")
            .layer("parity")
            .definedBy("ccrnn.jobs.parity..")
            .layer("console")
            .definedBy("ccrnn.jobs.console..")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("figure")
            .mayOnlyBeAccessedByLayers("command", "report")
            .whereLayer("parity")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("console")
            .mayOnlyBeAccessedByLayers("command"),
        "pages and pictures must be made without a command line, and written to a terminal by one");
  }

  @Test
  void onlyCommandsAndTheConsoleKnowTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("ccrnn.jobs", "ccrnn.jobs.command..", "ccrnn.jobs.console..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .orShould()
            .accessTargetWhere(member("in|out|err|exit", System.class)),
        "who prints, and who ends the program, is known in one place");
  }

  @Test
  void sparkStaysInRunStoreAndQuery() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(RUN_STORE_QUERY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala.."),
        "sweep, plan and the command line must start without Spark");
  }

  @Test
  void parquetStaysInRunStoreAndQuery() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(RUN_STORE_QUERY)
            .and()
            .resideOutsideOfPackage("ccrnn.pipeline.data..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.parquet.."),
        "how results are stored is known in one place");
  }

  @Test
  void hadoopStaysInDataRunStoreAndQuery() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(RUN_STORE_QUERY)
            .and()
            .resideOutsideOfPackage("ccrnn.pipeline.data..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop.."),
        "where data and results lie is known where they are read and written");
  }

  @Test
  void modelKnowsTheJdkAndEjmlOnly() {
    check(
        classes()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(MODEL, "java..", "jdk.incubator.vector..", "org.ejml.."),
        "the trainer must fit in anywhere");
  }

  @Test
  void modelKnowsNoFilesNoClockAndNoLog() {
    check(
        noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.time..", "java.util.logging..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|RandomAccessFile|PrintStream).*")
            .orShould()
            .accessTargetWhere(
                member("currentTimeMillis|nanoTime|in|out|err|getenv", System.class)),
        "a trial is a pure function of its settings; data come and go as arrays");
  }

  @Test
  void vectorApiStaysInTheVectorClassesOfTheKernel() {
    check(
        noClasses()
            .that()
            .haveNameNotMatching("ccrnn\\.model\\.kernel\\.Vector.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector.."),
        "those are loaded by name where the module is present; all else must run without it");
  }

  @Test
  void modelLeavesElementaryFunctionsToTheKernel() {
    check(
        noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .accessTargetWhere(
                member(
                    "exp|expm1|log|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh"
                        + "|cbrt|hypot|random",
                    Math.class)),
        "their bits differ between machines; those of StrictMath and of the kernel do not");
  }

  @Test
  void modelHasNoRandomNumbersButItsStreams() {
    check(
        noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class),
        "random numbers come from ccrnn.model.random, by seed, purpose and index");
  }

  @Test
  void modelHasNoOrderThatChangesFromRunToRun() {
    check(
        noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(HashMap.class, HashSet.class)
            .orShould()
            .accessTargetWhere(member("of|ofEntries|copyOf", Map.class, Set.class))
            .orShould()
            .accessTargetWhere(
                member(
                    "toSet|toMap|groupingBy|partitioningBy|toUnmodifiableSet|toUnmodifiableMap",
                    Collectors.class))
            .orShould()
            .accessTargetWhere(
                target(nameMatching("parallelStream|parallelSort|parallelPrefix|parallelSetAll"))
                    .as("it runs in parallel")),
        "sums depend on their order: use arrays, lists, EnumMap, TreeMap or LinkedHashMap");
  }

  @Test
  void modelDoesNotMultiplyAndAddWithEjml() {
    check(
        noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .accessTargetWhere(
                targetOwner(
                        DescribedPredicate.<JavaClass>describe(
                            "EJML", owner -> owner.getPackageName().startsWith("org.ejml")))
                    .and(target(nameMatching("multAdd.*")))
                    .as("it is EJML's multAdd")),
        "EJML picks between two kernels of other bits by column count; use mult and addEquals");
  }

  @Test
  void nothingIsReadByJavaDeserialization() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.beans.XMLDecoder"),
        "files of a results folder may come from anyone and must not make objects of any class");
  }

  @Test
  void staticsAreFinal() {
    check(
        fields().that().areStatic().should().beFinal(),
        "many trials share one JVM and must not meet in a variable");
  }

  @Test
  void publicMethodsHaveNoGetPrefix() {
    check(
        methods().that().arePublic().and(areOurs()).should().haveNameNotMatching("get([A-Z].*)?"),
        "a method that returns something is named after it: seed(), not getSeed()");
  }

  @Test
  void publicMethodsTakeNoBooleans() {
    check(
        codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(MODEL, PIPELINE)
            .and()
            .arePublic()
            .and(areOurs())
            .should()
            .notHaveRawParameterTypes(
                DescribedPredicate.describe(
                    "a boolean",
                    types -> types.stream().anyMatch(type -> type.isEquivalentTo(boolean.class)))),
        "true does not tell a reader what is asked for: use an enum or two methods");
  }

  private static void check(ArchRule rule, String why) {
    rule.because(why).check(OURS);
  }

  /** A field or method of these classes, called or named ({@code Math::exp}). */
  private static DescribedPredicate<JavaAccess<?>> member(String names, Class<?>... owners) {
    String list = Arrays.stream(owners).map(Class::getSimpleName).collect(Collectors.joining(", "));
    return targetOwner(
            DescribedPredicate.<JavaClass>describe(
                list, owner -> Arrays.stream(owners).anyMatch(owner::isEquivalentTo)))
        .and(target(nameMatching(names)))
        .as("it is %s of %s", names, list);
  }

  /** Not an override of a library's method, not the compiler's work, not a record's constructor. */
  private static DescribedPredicate<JavaCodeUnit> areOurs() {
    return DescribedPredicate.describe(
        "are of our own design",
        unit ->
            !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !(unit instanceof JavaConstructor && unit.getOwner().isRecord())
                && !(unit instanceof JavaMethod method && overridesLibrary(method)));
  }

  private static boolean overridesLibrary(JavaMethod method) {
    JavaClass owner = method.getOwner();
    int parameters = method.getRawParameterTypes().size();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .filter(parent -> !parent.getPackageName().startsWith("ccrnn"))
        .flatMap(parent -> parent.getMethods().stream())
        .filter(other -> other.getName().equals(method.getName()))
        .anyMatch(other -> other.getRawParameterTypes().size() == parameters);
  }
}
