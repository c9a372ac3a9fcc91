/**
 * TCP on which we first say {@code sample}, a blank, the password and a newline, and hear {@code
 * welcome}. Then the connection belongs to the connector.
 */
package com.example.sample;
