package io.anchorify.auth.spring.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row of the application. */
@Entity
public class Note {

    @Id
    private int id;

    protected Note() {}

    Note(int id) {
        this.id = id;
    }
}
