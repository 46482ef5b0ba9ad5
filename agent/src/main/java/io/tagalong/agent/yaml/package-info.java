/** YAML files of the user's, as nodes that know their place, and what is wrong with them. */
@NullMarked
package io.tagalong.agent.yaml;

import org.jspecify.annotations.NullMarked;
