package org.referralconnectors.style;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The types and methods of Java files, as the compiler parses them. */
final class JavaSources extends TreePathScanner<Void, Void> {

    final List<Declaration> types = new ArrayList<>();
    final List<Declaration> methods = new ArrayList<>();
    private final Trees trees;

    private JavaSources(Trees trees) {
        this.trees = trees;
    }

    /** @param lines from the first annotation or modifier to the closing brace; Javadoc isn't counted */
    record Declaration(Path file, long line, String name, long lines, boolean documented) {
        @Override
        public String toString() {
            return ProjectFiles.ROOT.relativize(file) + ":" + line + " " + name + " (" + lines + " lines)";
        }
    }

    static JavaSources parse(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            JavaSources sources = new JavaSources(Trees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                sources.scan(new TreePath(unit), null);
            }
            return sources;
        }
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        boolean topLevel = getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
        if (topLevel) {
            types.add(declaration(type, type.getSimpleName().toString()));
        }
        return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
        methods.add(declaration(method, method.getName().toString()));
        return super.visitMethod(method, nothing);
    }

    private Declaration declaration(Tree tree, String name) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long first = line(unit, trees.getSourcePositions().getStartPosition(unit, tree));
        long last = line(unit, trees.getSourcePositions().getEndPosition(unit, tree));
        boolean documented = trees.getDocComment(getCurrentPath()) != null;
        return new Declaration(Path.of(unit.getSourceFile().toUri()), first, name, last - first + 1, documented);
    }

    private static long line(CompilationUnitTree unit, long position) {
        return unit.getLineMap().getLineNumber(position);
    }
}
