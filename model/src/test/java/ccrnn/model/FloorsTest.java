package ccrnn.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The floors of the model: a package sees those below it, and no family sees another. */
class FloorsTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("ccrnn.model");

  private static final List<String> GROUND = packages("kernel", "parameter", "random");
  private static final List<String> ORGANS =
      packages("cortex", "cerebellum", "readout", "embedding", "optimizer");
  private static final List<String> WORLD = packages("task", "metric");
  private static final List<String> SEAM = packages("trainee");
  private static final List<String> FAMILIES = packages("feedback", "layers");
  private static final List<String> TOP = packages("training");

  private static List<String> packages(String... names) {
    List<String> packages = new ArrayList<>();
    for (String name : names) {
      packages.add("ccrnn.model." + name + "..");
    }
    return packages;
  }

  private static String[] array(List<String> packages) {
    return packages.toArray(String[]::new);
  }

  @Test
  void everyClassStandsOnAFloor() {
    List<String> all = new ArrayList<>();
    List.of(GROUND, ORGANS, WORLD, SEAM, FAMILIES, TOP).forEach(all::addAll);
    check(
        classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage(array(all)),
        "a package whose floor is not known may see anything; name it in this test");
  }

  @Test
  void floorsSeeOnlyThoseBelow() {
    check(
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("ccrnn.model..")
            .layer("ground")
            .definedBy(array(GROUND))
            .layer("organs")
            .definedBy(array(ORGANS))
            .layer("world")
            .definedBy(array(WORLD))
            .layer("seam")
            .definedBy(array(SEAM))
            .layer("families")
            .definedBy(array(FAMILIES))
            .layer("top")
            .definedBy(array(TOP))
            .whereLayer("ground")
            .mayNotAccessAnyLayer()
            .whereLayer("organs")
            .mayOnlyAccessLayers("ground")
            .whereLayer("world")
            .mayOnlyAccessLayers("ground", "organs")
            .whereLayer("seam")
            .mayOnlyAccessLayers("ground", "organs", "world")
            .whereLayer("families")
            .mayOnlyAccessLayers("ground", "organs", "world", "seam")
            .whereLayer("top")
            .mayOnlyAccessLayers("ground", "organs", "world", "seam"),
        "whoever reads a package need not know what is built on it");
  }

  @Test
  void noFamilySeesAnother() {
    check(
        slices()
            .matching("ccrnn.model.(*)..")
            .that(
                DescribedPredicate.describe(
                    "families",
                    slice -> FAMILIES.contains("ccrnn.model." + slice.getNamePart(1) + "..")))
            .should()
            .notDependOnEachOther(),
        "what families share is an organ");
  }

  private static void check(ArchRule rule, String why) {
    rule.because(why).check(OURS);
  }
}
