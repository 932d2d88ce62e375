package ccrnn.pipeline.query;

import ccrnn.pipeline.UserError;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExecuteImmediate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.ExecutableDuringAnalysis;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Keeps Spark SQL to the views of a results folder. Spark would start programs (TRANSFORM ...
 * USING), call Java methods (reflect) and read any file (text.`/path`) from within a SELECT. What
 * it is asked to do is looked at as Spark's own parser understands it, because its quoting differs
 * from that of other engines.
 */
final class SparkSqlGuard {
  /** Functions that call methods of Java classes. */
  private static final List<String> CALLS = List.of("reflect", "java_method", "try_reflect");

  private static final Map<String, String> SETTINGS =
      Map.of("spark.sql.runSQLOnFiles", "false", "spark.sql.variable.substitute", "false");

  private static final List<String> READS = List.of("Describe", "Show", "Explain");

  private SparkSqlGuard() {}

  /** Takes from a session what no query needs. */
  static void disarm(SparkSession session) {
    SETTINGS.forEach((key, value) -> session.conf().set(key, value));
    var functions = classic(session).sessionState().functionRegistry();
    for (String call : CALLS) {
      functions.dropFunction(
          new FunctionIdentifier(call, Option.apply("builtin"), Option.apply("system")));
    }
  }

  /**
   * Checks a statement that {@link ReadOnlySql} let through.
   *
   * @throws UserError if it does more than read
   */
  static void check(SparkSession session, String sql) {
    LogicalPlan plan;
    try {
      plan = classic(session).sessionState().sqlParser().parsePlan(sql);
    } catch (Exception e) { // Scala throws checked exceptions without saying so
      if (e instanceof ParseException) {
        return; // Spark will say so, with its suggestion
      }
      throw e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
    check(plan);
  }

  private static org.apache.spark.sql.classic.SparkSession classic(SparkSession session) {
    return (org.apache.spark.sql.classic.SparkSession) session;
  }

  private static void check(TreeNode<?> node) {
    String kind = node.getClass().getSimpleName();
    if (node instanceof ScriptTransformation) {
      throw new UserError("sql only reads: it starts no programs (TRANSFORM ... USING)");
    }
    boolean acts =
        node instanceof Command
            || node instanceof ParsedStatement
            // No commands to Spark, and done while a statement is analysed
            || node instanceof ExecutableDuringAnalysis
            || node instanceof UnresolvedExecuteImmediate;
    if (kind.startsWith("Insert") || (acts && READS.stream().noneMatch(kind::startsWith))) {
      throw new UserError("sql only reads: " + kind + " is not allowed");
    }
    if (node instanceof LogicalPlan plan) {
      for (Expression expression : CollectionConverters.asJava(plan.expressions())) {
        check(expression);
      }
    }
    if (node instanceof PlanExpression<?> subquery) {
      check(subquery.plan());
    }
    CollectionConverters.asJava(node.children()).forEach(child -> check((TreeNode<?>) child));
    CollectionConverters.asJava(node.innerChildren())
        .forEach(
            child -> {
              if (child instanceof LogicalPlan inner) {
                check(inner);
              }
            });
  }
}
