/** What an operator may set: one table of names, defaults and rules, and the values in force. */
package org.referralconnectors.settings;
