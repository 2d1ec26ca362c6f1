package org.referralconnectors.style;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasType.Predicates.rawType;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** Who may know whom, and what no class of ours does. */
@AnalyzeClasses(packages = PackagesTest.OURS, importOptions = DoNotIncludeTests.class)
class PackagesTest {

    static final String OURS = "org.referralconnectors";

    /** A new package gets its place here; a new arrow is a decision, made in this table. */
    private static final Map<String, String[]> MAY_KNOW = Map.ofEntries(
            entry("values"),
            entry("settings", "values"),
            entry("mapping", "values"),
            entry("sync.plan", "values", "mapping"),
            entry("store"),
            entry("auth", "values", "settings", "store"),
            entry("partnercenter", "values", "auth"),
            entry("dynamics", "values", "mapping"),
            entry("sync", "values", "settings", "mapping", "sync.plan", "store", "auth", "partnercenter", "dynamics"),
            entry("ops", "values", "store", "auth", "sync.plan", "sync"),
            entry("console", "values", "store", "sync.plan", "sync", "ops"),
            entry("check", "values", "settings", "mapping", "store", "auth", "partnercenter", "dynamics"),
            entry(
                    "cli",
                    "values",
                    "settings",
                    "mapping",
                    "sync.plan",
                    "store",
                    "auth",
                    "partnercenter",
                    "dynamics",
                    "sync",
                    "ops",
                    "console",
                    "check"));

    @ArchTest
    static final ArchRule packagesKnowOnlyThoseBelowThem = layers();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(OURS + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theHeartIsPure = noClasses()
            .that()
            .resideInAnyPackage(OURS + ".values", OURS + ".mapping", OURS + ".sync.plan")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..",
                    "org.apache.hc..",
                    "java.net.http..",
                    "io.vertx..",
                    "java.sql..",
                    "javax.sql..",
                    "org.jdbi..")
            .because("what is planned must depend on nothing but what was read");

    @ArchTest
    static final ArchRule namesAreOfTheDomain = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Manager|ServiceImpl)")
            .orShould()
            .resideInAnyPackage("..util..", "..impl..", "..processor..", "..constants..", "..common..")
            .because("a name says what a thing is in the field's words, not which pattern it follows");

    @ArchTest
    static final ArchRule timeAndEnvironmentArePassedIn = noClasses()
            .that()
            .resideOutsideOfPackage(OURS + ".cli")
            .should()
            .accessTargetWhere(readsTimeOrEnvironment())
            .because("a test sets the clock and the settings: take a Clock or a setting in the constructor");

    @ArchTest
    static final ArchRule standardStreamsAreLeftAlone =
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because(
                    "commands print through picocli's writers, all else goes to the log");

    @ArchTest
    static final ArchRule fieldsAreSetByConstructors = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule camelInjectsNoFields = noFields()
            .should()
            .beAnnotatedWith(annotationOf("org.apache.camel"))
            .because("beans are plain classes");

    @ArchTest
    static final ArchRule staticFieldsAreConstants =
            fields().that().areStatic().should().beFinal().because("there is no static state");

    @ArchTest
    static final ArchRule chanceIsPassedIn = noFields()
            .that(rawType(assignableTo(Random.class)))
            .should()
            .beStatic()
            .because("a shared generator is hidden state: take one in the constructor");

    @ArchTest
    static final ArchRule nobodyFiresAWriteAndForgetsIt = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(OURS + ".store")
            .should()
            .notHaveRawReturnType(assignableTo(Future.class))
            .andShould()
            .notHaveRawReturnType(assignableTo(CompletionStage.class))
            .because("the writer's queue has an end: a unit that it refuses is lost unless its caller waits for it");

    @ArchTest
    static final ArchRule unitsAreQueuedInOnePlace = noClasses()
            .that()
            .doNotHaveSimpleName("Database")
            .should()
            .callMethodWhere(describe(
                    "queues a unit",
                    call -> call.getTargetOwner().getName().equals(OURS + ".store.Database")
                            && Set.of("write", "execute")
                                    .contains(call.getTarget().getName())))
            .because("within the store, too, whoever writes waits: executeNow, writeNow, executeWithin");

    private static Map.Entry<String, String[]> entry(String name, String... known) {
        return Map.entry(name, known);
    }

    private static LayeredArchitecture layers() {
        LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture();
        for (String name : MAY_KNOW.keySet()) {
            layers = layers.layer(name).definedBy(OURS + "." + name);
        }
        for (Map.Entry<String, String[]> known : MAY_KNOW.entrySet()) {
            LayerDependencySpecification layer = layers.whereLayer(known.getKey());
            layers = known.getValue().length == 0
                    ? layer.mayNotAccessAnyLayer()
                    : layer.mayOnlyAccessLayers(known.getValue());
        }
        return layers;
    }

    private static DescribedPredicate<JavaAccess<?>> readsTimeOrEnvironment() {
        return DescribedPredicate.describe("the system's time or environment", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return owner.equals("java.lang.System")
                            && Set.of("getenv", "currentTimeMillis").contains(name)
                    || owner.equals("java.time.Clock") && name.startsWith("system")
                    || owner.startsWith("java.time.") && name.equals("now") && !takesClock(access);
        });
    }

    private static boolean takesClock(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget called
                && called.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static DescribedPredicate<JavaAnnotation<?>> annotationOf(String prefix) {
        return DescribedPredicate.describe(
                prefix, annotation -> annotation.getRawType().getPackageName().startsWith(prefix));
    }
}
