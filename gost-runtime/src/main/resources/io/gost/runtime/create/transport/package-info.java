/**
 * TCP on which a client first says {@code sample}, a blank, the password and a newline, and hears
 * {@code welcome}. Then the connection belongs to whoever uses the transport.
 */
package com.example.sample;
