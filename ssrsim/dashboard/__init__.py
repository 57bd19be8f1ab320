"""The trainers' page: the only room that knows NiceGUI. What it shows and does is in `session`."""
