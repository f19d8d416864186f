"""The pages of one unit: by its unguessable link with no account, or by the account of its
administrator. Both are the same views; a ``Desk`` tells who sits at it."""
