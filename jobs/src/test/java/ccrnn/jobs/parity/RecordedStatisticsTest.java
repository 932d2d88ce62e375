package ccrnn.jobs.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.metric.PopulationStatistics;
import ccrnn.pipeline.analysis.PairedTests;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * Statistics against recorded values of the published code and of scipy. A part of them is a test
 * resource; all are compared where a checkout has them beside the project.
 */
class RecordedStatisticsTest {
  private static final Path SAMPLE = Path.of("src/test/resources/reference/statistics.json");
  private static final Path ALL = Path.of("../../shared/reference/statistics.json");

  private static List<JsonNode> recorded(String part) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (Path file : List.of(SAMPLE, ALL)) {
      if (Files.exists(file)) {
        new ObjectMapper().readTree(file.toFile()).path(part).forEach(all::add);
      }
    }
    assertThat(all).isNotEmpty();
    return all;
  }

  private static void assertEqual(double ours, JsonNode theirs, String name) {
    assertThat(theirs.path(name).isNumber()).as(name).isTrue();
    assertThat(ours)
        .as(name)
        .isCloseTo(theirs.path(name).asDouble(), Percentage.withPercentage(1e-8));
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.path(i).asDouble();
    }
    return numbers;
  }

  @Test
  void populationsHaveThePublishedStatistics() throws IOException {
    for (JsonNode population : recorded("populations")) {
      DMatrixRMaj activity =
          new DMatrixRMaj(population.path("samples").asInt(), population.path("units").asInt());
      for (int row = 0; row < activity.numRows; row++) {
        double[] observation = numbers(population.path("matrix").path(row));
        assertThat(observation).hasSize(activity.numCols);
        System.arraycopy(observation, 0, activity.data, row * activity.numCols, activity.numCols);
      }
      PopulationStatistics ours = PopulationStatistics.of(activity);
      assertEqual(ours.populationCorrelationAsCoded(), population, "population_correlation");
      assertEqual(ours.meanAbsolutePearson(), population, "mean_absolute_pearson");
      assertEqual(ours.codingSpace(), population, "coding_space");
      assertEqual(ours.sparsity(), population, "population_sparsity");
    }
  }

  @Test
  void pairedTestsAreThoseOfScipy() throws IOException {
    for (JsonNode sample : recorded("paired_tests")) {
      double[] a = numbers(sample.path("a"));
      double[] b = numbers(sample.path("b"));
      PairedTests.PairedT t = PairedTests.pairedT(a, b);
      assertEqual(t.t(), sample, "paired_t");
      assertEqual(t.p(), sample, "p_two_sided");
      assertEqual(t.degreesOfFreedom(), sample, "df");
      PairedTests.SignedRanks ranks = PairedTests.signedRanks(a, b);
      assertEqual(ranks.w(), sample, "wilcoxon_w");
      assertEqual(ranks.p(), sample, "wilcoxon_p");
      PairedTests.Correlation correlation = PairedTests.correlation(a, b);
      assertEqual(correlation.r(), sample, "pearson_r");
      assertEqual(correlation.p(), sample, "pearson_p");
    }
  }
}
