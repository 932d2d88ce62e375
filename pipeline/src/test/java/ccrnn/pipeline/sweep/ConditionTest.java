package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CuedRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the conditions of a sweep are called. */
class ConditionTest {
  private static final List<Setting> VARYING =
      List.of(
          CommonRows.NETWORK,
          CommonRows.SEED,
          CerebellumRows.FIBRES,
          LearningRows.OPTIMIZER,
          LearningRows.MOMENTUM,
          LearningRows.LEARNING_RATE);

  private static Condition of(Object... settings) {
    Map<Setting, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put((Setting) settings[i], settings[i + 1]);
    }
    return Condition.of(Trial.of(values), VARYING);
  }

  @Test
  void hasTheValuesThatApplyButTheSeed() {
    Condition condition = of(CommonRows.SEED, 7L, LearningRows.OPTIMIZER, "sgd");
    assertThat(condition.values())
        .containsExactly(
            Map.entry(CommonRows.NETWORK, "ccrnn"),
            Map.entry(CerebellumRows.FIBRES, "all"),
            Map.entry(LearningRows.OPTIMIZER, "sgd"),
            Map.entry(LearningRows.MOMENTUM, 0.9),
            Map.entry(LearningRows.LEARNING_RATE, 0.001));
    assertThat(condition.usual())
        .containsExactlyInAnyOrder(
            CommonRows.NETWORK,
            CerebellumRows.FIBRES,
            LearningRows.MOMENTUM,
            LearningRows.LEARNING_RATE);
    assertThat(of(CommonRows.NETWORK, "crnn").values())
        .containsOnlyKeys(CommonRows.NETWORK, LearningRows.OPTIMIZER, LearningRows.LEARNING_RATE);
  }

  @Test
  void isCalledByItsValues() {
    Condition condition = of(LearningRows.OPTIMIZER, "sgd", LearningRows.LEARNING_RATE, 0.5);
    assertThat(condition.label())
        .isEqualTo("network=ccrnn, fibres=all, optimizer=sgd, momentum=0.9, learning-rate=0.5");
    assertThat(condition.without(CerebellumRows.FIBRES).without(LearningRows.MOMENTUM).label())
        .isEqualTo("network=ccrnn, optimizer=sgd, learning-rate=0.5");
    assertThat(condition.text(LearningRows.LEARNING_RATE)).isEqualTo("0.5");
    assertThat(condition.text(CuedRows.STEPS)).isEqualTo("-");
  }

  @Test
  void isCalledInShortByWhatIsNotAsUsual() {
    Condition condition =
        of(
            CommonRows.NETWORK,
            "crnn",
            LearningRows.OPTIMIZER,
            "sgd",
            LearningRows.LEARNING_RATE,
            0.5);
    assertThat(condition.brief(Set.of())).isEqualTo("network=crnn optimizer=sgd learning-rate=0.5");
    assertThat(condition.brief(Set.of(CommonRows.NETWORK)))
        .isEqualTo("optimizer=sgd learning-rate=0.5");
    assertThat(of().brief(Set.of())).isEqualTo("defaults");
    assertThat(of(CerebellumRows.FIBRES, 4L).brief(Set.of())).isEqualTo("fibres=4");
    assertThat(condition.without(CommonRows.NETWORK).usual()).isEqualTo(condition.usual());
  }

  /** One that is made of values alone is told by all of them. */
  @Test
  void nothingIsUsualWhereNothingIsSaidOfIt() {
    assertThat(new Condition(Map.of(CommonRows.NETWORK, "ccrnn")).brief(Set.of()))
        .isEqualTo("network=ccrnn");
  }

  @Test
  void aSweepHasEachConditionOnce() {
    Sweep sweep =
        SweepReader.parse(
            "name: x\naxes: {seed: 1..3, network: [crnn, ccrnn]}\n", "s.yaml", List.of());
    assertThat(sweep.conditions().stream().map(Condition::label))
        .containsExactly("network=crnn", "network=ccrnn");
    assertThat(sweep.condition(sweep.trials().get(3)).label()).isEqualTo("network=ccrnn");
    Sweep seeds = SweepReader.parse("name: x\naxes: {seed: 1..3}\n", "s.yaml", List.of());
    assertThat(seeds.conditions().stream().map(Condition::label)).containsExactly("network=ccrnn");
    Sweep one = sweep.only(sweep.trials().subList(1, 2));
    assertThat(one.trials()).containsExactly(sweep.trials().get(1));
    assertThat(one.combinations()).isEqualTo(1);
    assertThat(one.conditionSettings()).containsExactly(CommonRows.NETWORK);
  }
}
