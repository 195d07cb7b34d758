package id.entas;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import id.entas.job.Job;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.Table;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.SparkSession;

/** The laws of the house, for the package of Entas or for one that breaks them on purpose. */
final class HouseLaws {
  /** A column named by a loose string: {@code col("tier")}, {@code row.getAs("tier")} and such. */
  private static final Pattern LOOSE_COLUMN =
      Pattern.compile(
          "(?:\\b(?:col|column|getAs|fieldIndex|withColumn|withColumnRenamed)|\\.apply)\\(\\s*\"[^\"]*\"");

  private final String root;
  private final String domain;
  private final String tables;
  private final String job;

  HouseLaws(String root) {
    this.root = root;
    this.domain = root + ".domain..";
    this.tables = root + ".tables..";
    this.job = root + ".job..";
  }

  ArchRule roomsMeetOnlyThroughTables() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAnyPackage(domain, tables, job));
  }

  ArchRule noRoomKnowsWhoCallsIt() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root);
  }

  ArchRule domainIsPureJava() {
    return classes()
        .that()
        .resideInAPackage(domain)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", domain, "org.apache.commons.math3..", "org.apache.commons.rng..");
  }

  ArchRule whatIsPublishedIsReadAsItMayBeShown() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".publish..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(PublishedRun.class)
        .orShould()
        .callMethod(Lake.class, "rows", Table.class)
        .orShould()
        .callMethod(Lake.class, "requireRows", Table.class, String.class)
        .orShould()
        .callMethod(Lake.class, "read", Table.class)
        .orShould()
        .callMethod(Lake.class, "readVersion", Table.class, long.class);
  }

  ArchRule tablesKnowOnlyTheDomain() {
    return noClasses()
        .that()
        .resideInAPackage(tables)
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(domain, tables))));
  }

  ArchRule onlyTablesWritesTheLake() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(tables)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..")
                .or(assignableTo(DataFrameWriter.class))
                .or(assignableTo(DataFrameWriterV2.class)));
  }

  /** Ingest reads extracts, which are no part of the lake. */
  ArchRule onlyTablesReadsTheLake() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(tables, root + ".ingest..")
        .should()
        .dependOnClassesThat(assignableTo(DataFrameReader.class));
  }

  ArchRule onlyJobBuildsASession() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(job)
        .should()
        .callMethod(SparkSession.class, "builder")
        .orShould()
        .dependOnClassesThat(assignableTo(SparkSession.Builder.class))
        .orShould()
        .callConstructorWhere(
            JavaCall.Predicates.target(
                With.owner(
                    assignableTo(SparkContext.class).or(assignableTo(JavaSparkContext.class)))));
  }

  ArchRule onlyMainExits() {
    return noClasses()
        .that(
            DescribedPredicate.not(
                resideInAPackage(root).and(simpleName("Main").or(nestedIn("Main")))))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class);
  }

  /**
   * YearlyRun says the order; the command synthesize, which is no part of a run, names its own job.
   */
  ArchRule theOrderOfTheJobsIsWrittenOnce() {
    DescribedPredicate<JavaClass> order =
        resideInAPackage(root)
            .and(simpleName("YearlyRun").or(nestedIn("YearlyRun")).or(simpleName("Commands")));
    return classes()
        .that(resideInAPackage(root + ".*..").and(assignableTo(Job.class)))
        .and()
        .areNotInterfaces()
        .should(
            new ArchCondition<>("be used by YearlyRun and Commands alone") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                Set<Dependency> uses = item.getDirectDependenciesToSelf();
                for (Dependency use : uses) {
                  boolean allowed =
                      order.test(use.getOriginClass())
                          || outermost(use.getOriginClass()).equals(outermost(item));
                  events.add(new SimpleConditionEvent(item, allowed, use.getDescription()));
                }
              }
            })
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> nestedIn(String outer) {
    return DescribedPredicate.describe(
        "nested in " + outer, one -> outermost(one).getSimpleName().equals(outer));
  }

  private static JavaClass outermost(JavaClass one) {
    return one.getEnclosingClass().map(HouseLaws::outermost).orElse(one);
  }

  /** The places in a source file where a column is named by a loose string. */
  static List<String> looseColumns(String source) {
    return LOOSE_COLUMN.matcher(source).results().map(MatchResult::group).toList();
  }
}
