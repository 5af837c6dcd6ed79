"""The supervisor's and the administrator's pages: control room, fairness record, log book, people and topics."""
