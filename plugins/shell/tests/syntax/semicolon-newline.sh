a;
b;
