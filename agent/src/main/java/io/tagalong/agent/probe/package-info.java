/**
 * What rules cannot express: Java code of the agent that watches calls, and what all of it reads
 * and records with.
 */
@NullMarked
package io.tagalong.agent.probe;

import org.jspecify.annotations.NullMarked;
