/** What people look at in a browser, on the management port and behind its password. */
package org.referralconnectors.console;
