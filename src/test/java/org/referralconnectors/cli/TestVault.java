package org.referralconnectors.cli;

import org.apache.camel.spi.PropertiesFunction;

/** Found on the class path by its name, as the Key Vault's function is. */
public final class TestVault implements PropertiesFunction {

    @Override
    public String getName() {
        return "test-vault";
    }

    @Override
    public String apply(String name) {
        if (name.equals("forbidden")) {
            throw new IllegalArgumentException("The vault refuses");
        }
        return "secret of " + name;
    }
}
