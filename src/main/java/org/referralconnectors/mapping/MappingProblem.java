package org.referralconnectors.mapping;

/**
 * Something wrong in the field map.
 *
 * @param source the file
 * @param line counted from 1
 * @param key the key in that line, for example {@code winner}
 * @param problem what is wrong
 * @param remedy what to do
 */
public record MappingProblem(String source, int line, String key, String problem, String remedy) {

    @Override
    public String toString() {
        return "%s, line %d, %s: %s; %s".formatted(source, line, key, problem, remedy);
    }
}
