/** How single values are read that both services and people write: one reader for each kind. */
package org.referralconnectors.values;
