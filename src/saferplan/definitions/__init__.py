"""What experts edit: dated, cited YAML files, and the code that finds and checks them."""
