package org.referralconnectors.demo;

/** Who does something in the story; each has a column of its own width and, on a terminal, a colour. */
enum Actor {
    PARTNER_CENTER("Partner Center", 36),
    DYNAMICS("Dynamics 365", 32),
    CONNECTORS("connectors", 33),
    OPERATOR("operator", 35),
    STRANGER("stranger", 31);

    private final String name;
    private final int colour;

    Actor(String name, int colour) {
        this.name = name;
        this.colour = colour;
    }

    String text() {
        return name;
    }

    /** The foreground colour's number in ECMA-48's SGR. */
    int colour() {
        return colour;
    }
}
